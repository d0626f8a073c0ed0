"""Every record type in the interface, made from its declaration: lists, forms and search."""
