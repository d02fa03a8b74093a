"""SMS: what became of them today, one more try, a test, telling people by hand."""
