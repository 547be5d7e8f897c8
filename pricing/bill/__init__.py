"""What a scenario costs: tokens, charges, subscriptions, the estimate and its forecast."""
