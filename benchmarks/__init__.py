"""How fast Claimdesk is, as ratios against a peer measured in the same run."""
