"""Pure functions on strings: values in, values out."""
