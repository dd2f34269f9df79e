import base64
from datetime import date
from pathlib import Path

from odoo import fields

from ..tools import agent_bank

MARCH = date(2024, 3, 1)
APRIL = date(2024, 4, 1)
FAIL_RATE = 0.01
PAYER_ACCOUNT = "4200000000000000001"
FILES_OF_MARCH = (
    ("head", "subsidy_standard", "standards.csv"),
    ("clerk", "cremation", "cremations_2024Q1_gbk.csv"),
    ("clerk", "destitute", "destitute_2024-03.xlsx"),
    ("clerk", "disability_roster", "disability_roster_2024-03.xlsx"),
)
FILES_OF_APRIL = (
    ("clerk", "cremation", "cremations_2024Q2_gbk.csv"),
    ("clerk", "destitute", "destitute_2024-04.xlsx"),
    ("clerk", "disability_roster", "disability_roster_2024-04.xlsx"),
)


class Subsidies:
    """Two months of the disability subsidies, each batch at another step.

    ==========  =======  ==========================================================
    month       program  left at
    ==========  =======  ==========================================================
    March       life     returned: finance reconciles it with the statement
    March       life     follow-up in draft: the clerk corrects the accounts
    March       care     closed
    March       care     follow-up under approval, reviewed: the deputy decides
    April       life     computed: the clerk looks it through
    April       care     under approval: the section head reviews
    ==========  =======  ==========================================================
    """

    def __init__(self, env, office, directory):
        self.env = env
        self.office = office
        self.directory = Path(directory)
        self.life = env.ref("civil_subsidy.program_life")
        self.care = env.ref("civil_subsidy.program_care")

    def run(self):
        """Do what the bureau does in two months."""
        self.agree_with_bank()
        self.take(FILES_OF_MARCH, MARCH)
        life, care = (self.compute(each, MARCH) for each in (self.life, self.care))
        for batch in life | care:
            self.submit(batch)
            self.approve(batch)
            self.pay(batch)
        self.follow_up(life)
        self.resubmit(self.follow_up(care))
        self.book(life | care)
        self.act("finance", care).action_reconcile()
        self.act("finance", care).action_close()
        self.take(FILES_OF_APRIL, APRIL)
        self.compute(self.life, APRIL)
        self.submit(self.compute(self.care, APRIL))

    def act(self, name, records):
        """Return the records as a user of the bureau sees and changes them."""
        return records.with_user(self.office.user(name))

    def agree_with_bank(self):
        """Have both programs paid out by one agent bank."""
        agent = self.env["civil.bank.agent"].create(
            {
                "name": "曾都农商银行（演示）",
                "code": "ZDNSH",
                "agreement_number": "ZD2024001",
                "payer_account": PAYER_ACCOUNT,
                "bank_terms": "农商",
                "division_id": self.office.division().id,
                "format_request_id": self.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": self.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        (self.life | self.care).bank_agent_id = agent

    def take(self, files, period):
        """Import a month's files, each by whoever does it in the bureau."""
        for name, kind, filename in files:
            self.act(name, self.env["civil.import"])._load(
                kind,
                filename,
                (self.directory / filename).read_bytes(),
                period=period,
                division=self.office.division(),
                take="good",
            )

    def compute(self, program, period):
        """Have the clerk make and compute a month's batch."""
        batch = self.act("clerk", self.env["civil.subsidy.batch"]).create(
            {
                "program_id": program.id,
                "period": period,
                "division_id": self.office.division().id,
                "pay_date": period.replace(day=15),
            }
        )
        batch.action_compute()
        return batch

    def submit(self, batch):
        """Publish a computed batch and ask for approval."""
        batch = self.act("clerk", batch)
        batch.action_publish()
        batch.finding_ids.filtered("needs_reason").action_give_reason(
            "已电话核实，本月未报送花名册，下月补报。"
        )
        batch.action_submit()

    def approve(self, batch):
        """Review and approve a submitted batch."""
        self.act("head", batch).action_review()
        self.act("deputy", batch).action_approve()

    def pay(self, batch):
        """Send a batch to the agent bank and read the bank's answer."""
        batch = self.act("finance", batch)
        batch.action_export()
        request = batch.file_ids.filtered(lambda file: file.direction == "request")
        batch.action_send()
        result = agent_bank.answer(
            base64.b64decode(request.content),
            f"{batch.pay_date:%Y%m%d}",
            seed=batch.id,
            fail_rate=FAIL_RATE,
        )
        outcome = batch.import_result(f"DR_{batch.name}.txt", base64.b64encode(result))
        file = self.env["civil.subsidy.file"].browse(outcome["file_id"])
        self.act("cashier", file).action_confirm()

    def book(self, batches):
        """Import the paying account's statement: each batch, what failed, a fee."""
        day = f"{fields.Date.context_today(batches):%Y-%m-%d}"
        rows = [("交易日期", "借方金额", "贷方金额", "摘要", "流水号")]
        for batch in batches:
            requested, failed = f"{batch.frozen_amount:.2f}", batch.failed_amount
            rows.append((day, requested, "", f"代发{batch.name}", f"D{batch.id}"))
            if failed:
                summary = f"代发退回{batch.name}"
                rows.append((day, "", f"{failed:.2f}", summary, f"T{batch.id}"))
        rows.append((day, "25.00", "", "代发手续费", "F0001"))
        text = f"账号：{PAYER_ACCOUNT}\n" + "\n".join(map(",".join, rows))
        self.act("finance", self.env["civil.import"])._load(
            "bank_statement", "农商行对账单.csv", text.encode(), take="all"
        )

    def follow_up(self, batch):
        """Collect what failed in a follow-up batch."""
        self.act("clerk", batch).action_create_resend()
        return batch.resend_batch_ids

    def resubmit(self, batch):
        """Correct a follow-up batch's accounts, submit and review it."""
        batch = self.act("clerk", batch)
        for at, payment in enumerate(batch.payment_ids):
            payment.account_input = f"621700{at:013d}"
        batch.pay_date = MARCH.replace(day=28)
        batch.action_compute()
        self.submit(batch)
        self.act("head", batch).action_review()
