"""Reports of days, weeks and months: read on the page, taken along as a file."""
