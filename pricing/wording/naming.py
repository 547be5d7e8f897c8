"""Texts about the workloads of a scenario, with their names."""

from collections.abc import Iterable, Sequence


def by_workload(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Names and texts as `Hero images: ...`; a text about several of them once: `Hero images, Thumbnails: ...`."""
    names: dict[str, list[str]] = {}
    for name, text in texts:
        names.setdefault(text, []).append(name)
    return [f"{', '.join(dict.fromkeys(named))}: {text}" for text, named in names.items()]


def named(texts: Sequence[tuple[str, str]], workloads: int) -> list[str]:
    """The same where there are several workloads; of one only the texts."""
    return by_workload(texts) if workloads > 1 else [text for _, text in texts]
