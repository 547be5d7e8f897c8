"""What a link carries: workloads, the terms they share, a comparison; the fields and the codec of the link."""
