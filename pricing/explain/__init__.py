"""What a reader must know beside a figure: notices, what differs, and why."""
