"""Drawing: scenarios and figures become charts, tables and words."""
