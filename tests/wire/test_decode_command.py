import json
from pathlib import Path

from lideng.reader import main

RECORDED = Path(__file__).parent / "sdt"


def test_a_file_saved_with_a_byte_order_mark_says_the_same(tmp_path, capsys):
    file = RECORDED / "card_long_term_3001.hex"
    marked = tmp_path / "marked.hex"
    marked.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert main(["decode", str(file), "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main(["decode", str(marked), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == plain
    assert plain["name"]
