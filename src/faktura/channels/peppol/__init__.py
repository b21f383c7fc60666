"""Peppol: documents travel between access points, found through the network's own directory."""
