"""Whether a model meets what a workload needs, and whether it carries the volume."""
