from generator.cache import Cache, digest


def lengths(computed):
    def compute(items):
        for item in items:
            computed.append(item)
            yield len(item)

    return compute


def run(path, items, version=b"1"):
    computed = []
    cache = Cache(path, version)
    result = cache.map("len", items, key=lambda item: digest(item), compute=lengths(computed))
    cache.close()
    return result, computed


def test_only_what_changed_is_computed_again(tmp_path):
    path = tmp_path / "c.sqlite"
    assert run(path, ["a", "bb"]) == ([1, 2], ["a", "bb"])
    assert run(path, ["bb", "ccc", "a"]) == ([2, 3, 1], ["ccc"])


def test_another_version_of_the_program_computes_everything(tmp_path):
    path = tmp_path / "c.sqlite"
    run(path, ["a"])
    assert run(path, ["a"], version=b"2") == ([1], ["a"])


def test_what_a_build_no_longer_uses_is_dropped(tmp_path):
    path = tmp_path / "c.sqlite"
    run(path, ["a", "bb"])
    run(path, ["bb"])
    assert run(path, ["a"]) == ([1], ["a"])


def test_what_may_be_used_again_is_not_dropped(tmp_path):
    path = tmp_path / "c.sqlite"
    run(path, ["a", "bb"])
    cache = Cache(path, b"1")
    cache.map("len", ["bb"], key=digest, compute=lengths([]))
    cache.keep("len", ["a"], key=digest)
    cache.close()
    assert run(path, ["a"]) == ([1], [])


def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path):
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 100)
    assert run(path, ["a"]) == ([1], ["a"])
    assert run(path, ["a"]) == ([1], [])


def test_without_a_file_everything_is_computed():
    assert run(None, ["a"]) == ([1], ["a"])


def test_a_key_tells_parts_apart():
    assert digest("ab", "c") != digest("a", "bc")


def test_what_is_kept_is_read_only_when_it_is_called_for(tmp_path, monkeypatch):
    path = tmp_path / "c.sqlite"
    run(path, ["a", "bb"])
    cache = Cache(path, b"1")
    read = []
    monkeypatch.setattr("generator.cache.pickle.loads", lambda data: read.append(data) or "read")
    late = cache.later("len", ["a", "bb", "ccc"], key=digest, function=len)
    cache.close()
    assert not read
    assert [late[1](), late[2]()] == ["read", 3]
    assert len(read) == 1
