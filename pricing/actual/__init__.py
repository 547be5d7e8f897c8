"""What was billed and used, held against a scenario.

From a file to its sentence data flows one way:

1. `readers`: the bytes of a file -> its table -> its format, a row of `readers.formats` -> sums of a day, a model and
   what was counted. `readers.reading_process` does it in a process with limits.
2. `source_months`: sums by month, which are kept with a saved scenario and read again.
3. `matched_bill`, `usage`: sums -> the workloads that they are of, and what was used of each, counted once.
4. `compared_month`: a month beside the plan of the same days and models; `variance`: why they differ.
5. `identified_levers`: what sets the plan right; `landing`: where the year lands; `paid_amount`: one amount alone.
6. `conclusion`: all of it, for the page and the command line; `given_answers`: what a person says of files.
"""
