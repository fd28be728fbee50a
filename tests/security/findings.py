"""What a hostile request may not come back as, and how findings are told."""

import re
from collections import Counter

ECHOES = re.compile(rb"<script>zq|<img src=x|<svg/onload|\" onfocus=\"zq|982007569|<zq>")


def counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))
