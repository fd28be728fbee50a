"""What the tests of several folders share. It is imported as `support`."""
