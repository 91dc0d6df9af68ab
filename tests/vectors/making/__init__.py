"""What makes the vectors: a second implementation of docs/SPEC.md and the cases. Imports nothing of portalgen."""
