"""Bills and usage compared with a scenario.

From a file to its sentence data flows one way:

1. `readers`: the bytes of a file -> its table -> its format, a row of `readers.formats` -> sums by day, model and kind.
`readers.reading_process` does it in a process with limits. 2. `source_months`: sums by month, which are stored with a
saved scenario and read again. 3. `matched_bill`, `usage`: sums -> the workloads to which they belong, and the use of
each, counted once. 4. `compared_month`: a month compared with the plan of the same days and models; `variance`: the
parts of the difference. 5. `identified_levers`: the values that correct the plan; `landing`: the expected year;
`paid_amount`: one amount alone. 6. `conclusion`: all results, for the page and the command line; `given_answers`: a
person's answers about files.
"""
