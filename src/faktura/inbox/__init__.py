"""The inbox: documents that others sent, checked, matched to suppliers and orders, and moved until they are paid."""
