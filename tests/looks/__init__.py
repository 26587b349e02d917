"""How every screen of the desk looks, kept as text: `make looks`."""
