"""Word alignments → phrase pairs with counts, lexical weights and orientations.

Alignments are made symmetric by grow-diag-final-and and phrases taken from them as in Koehn, Och
and Marcu (2003); orientations as in Koehn et al. (2005). Everything is symmetric in the two
languages, so that one table serves both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

MAX_WORDS = 7
_HASH = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Side:
    """One language of the pairs, flat: word ids, figure ids (-1: none), sentence offsets."""

    ids: Any
    figures: Any
    starts: Any


@njit(cache=True)
def symmetric(n: int, m: int, forward: Any, backward: Any, grid: Any) -> None:
    """Fill `grid[:n, :m]` with grow-diag-final-and of two lists of links.

    Args:
        n, m: Words of either side.
        forward, backward: Links (i, j), one row each.
        grid: Output, bool.
    """
    grid[:n, :m] = 0
    union = np.zeros((n, m), np.uint8)
    for k in range(len(forward)):
        union[forward[k, 0], forward[k, 1]] += 1
    for k in range(len(backward)):
        union[backward[k, 0], backward[k, 1]] += 1
    rows = np.zeros(n, np.bool_)
    columns = np.zeros(m, np.bool_)
    for i in range(n):
        for j in range(m):
            if union[i, j] == 2:
                grid[i, j] = 1
                rows[i] = True
                columns[j] = True
    grown = True
    while grown:
        grown = False
        for i in range(n):
            for j in range(m):
                if not grid[i, j]:
                    continue
                for di in range(-1, 2):
                    for dj in range(-1, 2):
                        a, b = i + di, j + dj
                        if a < 0 or b < 0 or a >= n or b >= m or grid[a, b]:
                            continue
                        if union[a, b] and (not rows[a] or not columns[b]):
                            grid[a, b] = 1
                            rows[a] = True
                            columns[b] = True
                            grown = True
    for i in range(n):
        for j in range(m):
            if union[i, j] and not rows[i] and not columns[j]:
                grid[i, j] = 1
                rows[i] = True
                columns[j] = True


@njit(cache=True)
def _same_figures(a: Any, a0: int, a1: int, b: Any, b0: int, b1: int) -> bool:
    """Whether two spans hold the same figures in the same order."""
    j = b0
    for i in range(a0, a1):
        if a[i] < 0:
            continue
        while j < b1 and b[j] < 0:
            j += 1
        if j >= b1 or b[j] != a[i]:
            return False
        j += 1
    while j < b1:
        if b[j] >= 0:
            return False
        j += 1
    return True


@njit(cache=True)
def extract(
    ids_a: Any,
    figures_a: Any,
    starts_a: Any,
    ids_b: Any,
    figures_b: Any,
    starts_b: Any,
    links_f: Any,
    starts_f: Any,
    links_r: Any,
    starts_r: Any,
    word_counts: Any,
    out: Any,
) -> Any:
    """Every phrase pair of the corpus.

    Args:
        ids_a, figures_a, starts_a: Side a (see `Side`); likewise b.
        links_f, starts_f: Links of a→b, flat with offsets; r: of b→a, as (a, b) too.
        word_counts: Output: rows (sentence, position a, position b) of every link; position -1
            marks a word without link.
        out: Output rows: start a, end a, start b, end b (flat positions), orientation bits
            (1: previous in order, 2: (end a, before b), 4: (before a, end b), 8: next in order),
            sentence.

    Returns:
        How many rows of `out` and of `word_counts` were filled.
    """
    rows = 0
    linked = 0
    grid = np.zeros((256, 256), np.bool_)
    for s in range(len(starts_a) - 1):
        a0, b0 = starts_a[s], starts_b[s]
        n, m = starts_a[s + 1] - a0, starts_b[s + 1] - b0
        if n > 255 or m > 255 or n == 0 or m == 0:
            continue
        symmetric(
            n,
            m,
            links_f[starts_f[s] : starts_f[s + 1]],
            links_r[starts_r[s] : starts_r[s + 1]],
            grid,
        )
        low = np.full(n, 999)
        high = np.full(n, -1)
        bound_b = np.zeros(m, np.bool_)
        for i in range(n):
            for j in range(m):
                if grid[i, j]:
                    low[i] = min(low[i], j)
                    high[i] = max(high[i], j)
                    bound_b[j] = True
                    word_counts[linked, 0] = ids_a[a0 + i]
                    word_counts[linked, 1] = ids_b[b0 + j]
                    linked += 1
            if high[i] < 0:
                word_counts[linked, 0] = ids_a[a0 + i]
                word_counts[linked, 1] = 0
                linked += 1
        for j in range(m):
            if not bound_b[j]:
                word_counts[linked, 0] = 0
                word_counts[linked, 1] = ids_b[b0 + j]
                linked += 1
        for i0 in range(n):
            first, last = 999, -1
            for i1 in range(i0, min(n, i0 + MAX_WORDS)):
                first, last = min(first, low[i1]), max(last, high[i1])
                if last < 0:
                    continue
                if last - first >= MAX_WORDS:
                    break
                fits = True
                for j in range(first, last + 1):
                    for i in range(n):
                        if grid[i, j] and (i < i0 or i > i1):
                            fits = False
                            break
                    if not fits:
                        break
                if not fits:
                    continue
                j0 = first
                while True:
                    j1 = last
                    while True:
                        if j1 - j0 < MAX_WORDS and _same_figures(
                            figures_a, a0 + i0, a0 + i1 + 1, figures_b, b0 + j0, b0 + j1 + 1
                        ):
                            bits = 0
                            if (i0 == 0 and j0 == 0) or (
                                i0 > 0 and j0 > 0 and grid[i0 - 1, j0 - 1]
                            ):
                                bits |= 1
                            if i1 + 1 < n and j0 > 0 and grid[i1 + 1, j0 - 1]:
                                bits |= 2
                            if i0 > 0 and j1 + 1 < m and grid[i0 - 1, j1 + 1]:
                                bits |= 4
                            if (i1 == n - 1 and j1 == m - 1) or (
                                i1 + 1 < n and j1 + 1 < m and grid[i1 + 1, j1 + 1]
                            ):
                                bits |= 8
                            if rows >= len(out):
                                return rows, linked
                            out[rows, 0] = a0 + i0
                            out[rows, 1] = a0 + i1 + 1
                            out[rows, 2] = b0 + j0
                            out[rows, 3] = b0 + j1 + 1
                            out[rows, 4] = bits
                            out[rows, 5] = s
                            rows += 1
                        j1 += 1
                        if j1 >= m or bound_b[j1]:
                            break
                    j0 -= 1
                    if j0 < 0 or bound_b[j0]:
                        break
    return rows, linked


def span_hashes(ids: Any, starts: Any, ends: Any) -> Any:
    """64-bit hashes of spans of words (equal spans, equal hashes), uint64."""
    result = np.zeros(len(starts), np.uint64)
    for offset in range(MAX_WORDS):
        at = starts + offset
        inside = at < ends
        word = ids[np.minimum(at, len(ids) - 1)].astype(np.uint64) + np.uint64(1)
        mixed = (result ^ (word * _HASH)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
        result = np.where(inside, mixed, result)
    return result


def read_links(lines: Sequence[str]) -> tuple[Any, Any]:
    """Flat links (i, j) and offsets from `0-0 1-2` lines."""
    starts = np.zeros(len(lines) + 1, np.int64)
    flat: list[int] = []
    for index, line in enumerate(lines):
        for link in line.split():
            left, _, right = link.partition("-")
            flat.append(int(left))
            flat.append(int(right))
        starts[index + 1] = len(flat) // 2
    return np.array(flat, np.int32).reshape(-1, 2), starts
