"""Ids that last: what was published keeps its id, whatever joins it or leaves it.

The same rules hold for events (of articles) and storylines (of events); here both are groups
of members.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.clustering import Start
from generator.event_edits import Edit, final_id

Redirects = Mapping[str, str]


def find_homes(
    members: Iterable[str],
    edits: Mapping[str, Edit],
    published: Mapping[str, tuple[str, ...]],
    redirects: Redirects,
) -> dict[str, str]:
    """Member → the group it must be in, for those that have one.

    A member belongs where it was published, unless an editor took it out or put it elsewhere.
    """
    present = set(members)
    home: dict[str, str] = {}
    for id_, held in published.items():
        here = final_id(id_, edits, redirects)
        home.update((member, here) for member in held if member in present)
    for edit in edits.values():
        here = final_id(edit.id, edits, redirects)
        for member in edit.without:
            if home.get(member) == here:
                del home[member]
    for edit in edits.values():
        here = final_id(edit.id, edits, redirects)
        home.update((member, here) for member in edit.members if member in present)
    return home


def find_starts(
    members: Sequence[str], home: Mapping[str, str], edits: Mapping[str, Edit], redirects: Redirects
) -> list[Start]:
    """What is together before anything is compared, by position in `members`."""
    barred: dict[str, set[str]] = defaultdict(set)
    for edit in edits.values():
        for member in edit.without:
            barred[member].add(final_id(edit.id, edits, redirects))
    together: dict[str, list[int]] = defaultdict(list)
    starts: list[Start] = []
    for place, member in enumerate(members):
        if member in home:
            together[home[member]].append(place)
        else:
            starts.append(Start((place,), barred=frozenset(barred.get(member, ()))))
    for label, places in together.items():
        shut = {id_ for place in places for id_ in barred.get(members[place], ())}
        starts.append(Start(tuple(places), label, frozenset(shut - {label})))
    return sorted(starts, key=lambda start: start.members)


def give_ids(
    groups: Sequence[Sequence[str]],
    home: Mapping[str, str],
    edits: Mapping[str, Edit],
    published: Mapping[str, tuple[str, ...]],
    redirects: Redirects,
    new_id: Callable[[int, set[str]], str],
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """An id for every group, and the former ids that lead to each.

    A published id goes to the group that holds most of its members. A group that could have
    several takes the one that most of its members had, the first in order where that is even;
    the others lead to it. A published id that no group keeps leads to the group that holds most
    of what it held. One of which no member is left at all goes to a new group of the same stem:
    the same report under another file name.

    Args:
        groups: Members of each group.
        home: From `find_homes`.
        edits: The editors' entries.
        published: Published id → members.
        redirects: Former id → id.
        new_id: Makes an id for the group at a position from its stem; the set holds ids not to
            use.

    Returns:
        One id a group, and {id: former ids}.
    """
    votes = [Counter(home[member] for member in group if member in home) for group in groups]
    claims: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, vote in enumerate(votes):
        for id_, number in vote.items():
            claims[id_].append((-number, place))
    owner = {id_: min(rows)[1] for id_, rows in sorted(claims.items())}
    owned: dict[int, list[str]] = defaultdict(list)
    for id_, place in owner.items():
        owned[place].append(id_)
    group_of = {member: place for place, group in enumerate(groups) for member in group}
    vacant = {
        id_ for id_, held in published.items() if held and not any(m in group_of for m in held)
    }
    taken = {*published} - vacant
    taken |= {*redirects, *edits, *(old for e in edits.values() for old in e.merge)}
    ids: list[str] = []
    for place, vote in enumerate(votes):
        if owned[place]:
            ids.append(min(owned[place], key=lambda id_: (-vote[id_], id_)))
        else:
            ids.append(new_id(place, taken))
            taken.add(ids[-1])
    given = set(ids)
    leads = {id_: ids[place] for id_, place in owner.items()}
    for id_, held in published.items():
        # What an editor took out by name leads nowhere.
        left = {*held} - {*(edits[id_].without if id_ in edits else ())}
        moved = Counter(group_of[member] for member in sorted(left) if member in group_of)
        if moved and id_ not in given and final_id(id_, edits, redirects) == id_:
            place = min(moved, key=lambda group: (-moved[group], group))
            leads.setdefault(id_, ids[place])
    for old in (*published, *redirects, *(old for e in edits.values() for old in e.merge)):
        final = final_id(old, edits, redirects)
        leads.setdefault(old, leads.get(final, final))
    former: dict[str, list[str]] = defaultdict(list)
    for old, new in leads.items():
        if old != new:
            former[new].append(old)
    return ids, {id_: tuple(sorted(old)) for id_, old in former.items()}


def unused(stem: str, taken: set[str]) -> str:
    """The stem, or the stem with the first free number from 2."""
    id_, number = stem, 1
    while id_ in taken:
        number += 1
        id_ = f"{stem}-{number}"
    return id_
