"""The engine: it reaches no network, writes nowhere unasked, and its errors do not quote the data."""

import http.server
import threading
from pathlib import Path

import pytest

from joinedup.engine import EngineError, QueryError, connect, quoted


def test_it_never_downloads_and_never_calls_out(tmp_path):
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        with connect() as connection:
            connection.execute(f"set custom_extension_repository = '{address}'")
            for query in (f"from '{address}/x.csv'", f"from read_parquet('{address}/x.parquet')", "load spatial"):
                with pytest.raises(QueryError):
                    connection.execute(query)
            settings = "autoinstall_known_extensions, autoload_known_extensions, allow_community_extensions"
            chosen = [
                connection.execute(f"select current_setting('{name}')").fetchall()[0][0]
                for name in settings.split(", ")
            ]
    finally:
        server.shutdown()
        server.server_close()
    assert chosen == [False, False, False]
    assert asked == []


def test_without_a_folder_to_spill_into_it_says_that_memory_is_short(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EngineError) as raised, connect(memory="30MB", threads=1) as connection:
        connection.execute("create table t as select random()::varchar as x from range(3000000) order by 1")
    assert "not enough memory" in raised.value.message
    assert list(tmp_path.iterdir()) == []


def test_with_one_it_spills_there_and_leaves_nothing(tmp_path):
    with connect(spill=tmp_path / "spill", memory="60MB", threads=1) as connection:
        query = "select count(*) from (select random() as x from range(3000000) order by 1 limit 2900000)"
        assert connection.execute(query).fetchall() == [(2_900_000,)]
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_an_error_that_would_quote_the_data_does_not(tmp_path):
    (tmp_path / "x.csv").write_text("n\nSECRET\n")
    with pytest.raises(EngineError) as raised, connect() as connection:
        connection.execute(f"select n::int from read_csv({quoted(tmp_path / 'x.csv')}, all_varchar = true)").fetchall()
    assert "SECRET" not in raised.value.message + str(raised.value.__cause__)
    assert raised.value.__suppress_context__


def test_a_mistake_in_the_sql_is_still_the_engine_s_own_error():
    with pytest.raises(QueryError, match="no_such_table"), connect() as connection:
        connection.execute("from no_such_table")


def test_a_path_with_quotation_marks_is_one_literal(tmp_path: Path):
    odd = tmp_path / "it's.csv"
    odd.write_text("a\n1\n")
    with connect() as connection:
        assert connection.execute(f"from {quoted(odd)}").fetchall() == [(1,)]
