"""What was billed and used: read from files, matched to workloads and held against the scenario, month by month."""
