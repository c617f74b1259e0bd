"""Changes of records: what they do, what they refuse, and that nothing stays half done."""
