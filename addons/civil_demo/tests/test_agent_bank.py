from decimal import Decimal

from odoo.tests import BaseCase

from ..tools.agent_bank import FAULTS, RequestRefused, answer

LINES = [
    ["D", str(at), f"6217000000000000{at:03d}", "张三", "100.00", "补贴", f"R{at}"]
    for at in range(1, 41)
]


def request(lines=LINES, head=None):
    """Return a request file."""
    totals = [str(len(lines)), f"{sum(Decimal(line[4]) for line in lines):.2f}"]
    head = head or ["H", "B1", "A1", "20240315", *totals, "残疾人两项补贴"]
    rows = [head, *lines, ["T", *totals]]
    return "".join("|".join(row) + "\r\n" for row in rows).encode("gb18030")


class TestAgentBank(BaseCase):
    """The stand-in bank keeps its own layout."""

    def rows(self, content):
        text = content.decode("gb18030")
        return [line.split("|") for line in text.split("\r\n")[:-1]]

    def test_answer(self):
        head, *lines = self.rows(answer(request(), "20240316", fail_rate=0.3))
        self.assertEqual(head[:5], ["H", "B1", "20240316", "40", "4000.00"])
        self.assertEqual(int(head[5]) + int(head[7]), 40)
        self.assertEqual(Decimal(head[6]) + Decimal(head[8]), 4000)
        self.assertTrue(int(head[5]) and int(head[7]))
        for asked, line in zip(LINES, lines, strict=True):
            self.assertEqual(line[1:5], asked[1:5])
            self.assertEqual(line[10], asked[6])
            self.assertEqual(bool(line[8]), line[5] == "S")

    def test_pending(self):
        lines = self.rows(answer(request(), "20240316", fail_rate=0.3, pending_rate=1))[
            1:
        ]
        self.assertEqual({line[5] for line in lines}, {"F", "P"})

    def test_faults_differ_from_the_sound_answer(self):
        sound = answer(request(), "20240316")
        for fault in FAULTS:
            self.assertNotEqual(answer(request(), "20240316", fault=fault), sound)

    def test_refused(self):
        def changed(at, value):
            first = list(LINES[0])
            first[at] = value
            return request([first, *LINES[1:]])

        head = ["H", "B1", "A1", "20240315", "40", "4000.01", "x"]
        for wrong in (
            changed(1, "2"),
            changed(2, "62170000"),
            changed(3, " 张三"),
            changed(4, "0.00"),
            changed(4, "100"),
            changed(5, "十三个字的摘要实在是太长了呀"),
            changed(6, "R2"),
            request(head=head),
            request().replace(b"\r\n", b"\n"),
            request().decode("gb18030").encode("utf-8"),
            b"",
        ):
            with self.assertRaises(RequestRefused):
                answer(wrong, "20240316")
