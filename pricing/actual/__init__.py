"""What was billed and used, held against a scenario.

From an uploaded bill to its sentence data flows one way:

1. `readers`: the bytes of a file -> its table or JSON -> records of a day, a model, what was counted and its cost.
2. `source_months`: records -> sums by month, which are kept with a saved scenario and read again.
3. `matched_bill`, `usage`: sums -> the workloads that they are of, and what was used of each, counted once.
4. `plan_side`, `used_values`: what the scenario plans for the same span, and what its levers really were.
5. `variance`, `landing`, `averages`, `paid_amount`: why they differ, where the year lands -> `messages`.
"""
