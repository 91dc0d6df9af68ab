"""Pictures and documents, cleaned: bytes of a file in, bytes without metadata out. Knows no pages and no keys."""
