"""What leaves the service as a file: PDFs and plain text."""
