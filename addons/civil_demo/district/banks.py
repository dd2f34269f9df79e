import base64
import random
from decimal import Decimal

from odoo.fields import Command

from odoo.addons.civil_subsidy.tools.bank_file import render

from ..tools import agent_bank

#: Invented numbers of the branches that the people's accounts are kept at.
BRANCHES = {
    "105528000017": "建设银行随州分行",
    "313528000026": "湖北银行曾都支行",
    "402528000035": "农商行曾都支行",
    "403528000044": "邮储银行随州分行",
}
REQUEST = ("sequence", "account", "holder", "amount", "bank_name", "cnaps", "reference")
RESULT = ("sequence", "account", "amount", "status", "code", "reason", "serial")
STATUSES = {"1": "paid", "2": "failed", "3": "pending"}


class Banks:
    """Two agent banks with layouts of their own, and what they answer.

    The rural bank's files are those that come with the suite; the stand-in of
    ``tools/agent_bank`` checks and answers them. The construction bank's are commas,
    quotes and whole fen; it wants the CNAPS number of accounts at other banks.
    """

    def __init__(self, env, office):
        self.env = env
        self.office = office
        self.rural = self.construction = self.env["civil.bank.agent"]

    def open(self):
        """Agree with both banks and put the branches on file."""
        finance = self.office.user("finance")
        self.env["civil.bank.branch"].with_user(finance).create(
            [{"cnaps": number, "name": name} for number, name in BRANCHES.items()]
        )
        agents = self.env["civil.bank.agent"].with_user(finance)
        place = self.office.division().id
        self.rural = agents.create(
            {
                "name": "曾都农商银行（演示）",
                "code": "ZDNSH",
                "agreement_number": "ZD2024001",
                "payer_account": "4200000000000000001",
                "bank_terms": "农商",
                "division_id": place,
                "format_request_id": self.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": self.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        self.construction = agents.create(
            {
                "name": "建设银行随州分行（演示）",
                "code": "JHSZ",
                "agreement_number": "CCB-SZ-2024-08",
                "payer_account": "4200000000000000002",
                "bank_terms": "建设银行\n建行",
                "priority": 20,
                "division_id": place,
                "format_request_id": self.layout("request", REQUEST).id,
                "format_result_id": self.layout("result", RESULT).id,
            }
        )

    @property
    def agents(self):
        """Both banks."""
        return (self.rural | self.construction).sudo()

    def layout(self, direction, columns):
        """Have finance describe the construction bank's file."""
        names = {"request": "建行代发报盘", "result": "建行代发回盘"}
        formats = self.env["civil.bank.format"].with_user(self.office.user("finance"))
        layout = formats.create(
            {
                "name": f"{names[direction]}（演示）",
                "direction": direction,
                "encoding": "gbk",
                "delimiter": ",",
                "quoting": True,
                "amount_unit": "fen",
                "date_format": "%Y-%m-%d",
                "file_name": f"{{agent}}_{{batch}}_{direction[:3].upper()}.csv",
                "max_lines": 5000,
                "line_ids": [
                    *self.columns("header", ("batch", "date", "count", "total")),
                    *self.columns("detail", columns),
                ],
            }
        )
        if direction == "result":
            layout.status_ids = [
                Command.create({"code": code, "outcome": outcome})
                for code, outcome in STATUSES.items()
            ]
        return layout

    def columns(self, section, keys):
        """Return the commands that make a section's columns."""
        return [
            Command.create(
                {
                    "section": section,
                    "sequence": at * 10,
                    "key": key,
                    "required": key not in ("bank_name", "cnaps", "serial"),
                }
            )
            for at, key in enumerate(keys, 1)
        ]

    # Answers

    def answer(self, request, fail_rate):
        """Return name and content, base64 encoded, of a bank's result file.

        :param fail_rate: share of the lines that fail, 0 to 1
        """
        day = request.batch_id.pay_date
        if request.agent_id == self.rural:
            content = agent_bank.answer(
                base64.b64decode(request.content),
                f"{day:%Y%m%d}",
                seed=request.batch_id.id,
                fail_rate=fail_rate,
            )
            name = request.name.replace("DF_", "DR_")
        else:
            name, content = self.answer_of_construction(request, day, fail_rate)
        return name, base64.b64encode(content)

    def answer_of_construction(self, request, day, fail_rate):
        """Return name and content of the construction bank's result file."""
        dice = random.Random(f"{request.batch_id.name}/{request.part}")
        lines = [
            {**line, "date": day, **self.verdict(dice, day, fail_rate)}
            for line in self.env["civil.subsidy.bank"]._sent_lines(request)
        ]
        total = sum((line["amount"] for line in lines), Decimal(0))
        head = request.agent_id._head(
            batch=request.batch_id.name,
            date=day,
            count=len(lines),
            total=total,
            part=request.part,
        )
        return render(request.agent_id.format_result_id._layout(), head, lines)

    def verdict(self, dice, day, fail_rate):
        """Return what became of one line."""
        code, reason = dice.choice(agent_bank.REASONS)
        if dice.random() < fail_rate:
            return {"status": "2", "code": code, "reason": reason, "serial": ""}
        code, reason = agent_bank.PAID
        serial = f"{day:%Y%m%d}{dice.randrange(10**10):010d}"
        return {"status": "1", "code": code, "reason": reason, "serial": serial}
