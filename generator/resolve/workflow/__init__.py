"""The workflow of a record type: the fields that it brings, and its moves with every name in them looked up."""
