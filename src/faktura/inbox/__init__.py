"""The inbox: received documents, from their arrival to their approval. Nothing is received in this version yet."""
