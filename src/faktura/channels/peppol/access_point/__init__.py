"""An access point: the AS4 core with a network, a store and a clock. It sends documents, and answers what comes."""
