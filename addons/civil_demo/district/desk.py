from datetime import date

from odoo import fields
from odoo.tools import SQL

MARCH = date(2024, 3, 1)
APRIL = date(2024, 4, 1)
#: What the clerk writes beside a warning, by the check's code.
ANSWERS = {
    "missing": "已电话核实，本月未报送花名册，下月补报。",
}
ANSWER = "已核对审批材料，金额变动属实。"


def look_at_tables(cr):
    """Let the database count what its tables hold.

    In an office it does so by itself; it can't while many days lie in one
    transaction. Tables that all databases share are left out: they would stay locked
    for everybody until the end.
    """
    cr.execute(
        """SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
           WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"""
    )
    [names] = cr.fetchone()
    cr.execute(SQL("ANALYZE %s", SQL(names)))


class Desk:
    """What the people of the bureau do with imports and batches, each as himself."""

    def __init__(self, env, office, banks):
        self.env = env
        self.office = office
        self.banks = banks

    def act(self, name, records):
        """Return the records as a user of the bureau sees and changes them."""
        return records.with_user(self.office.user(name))

    def take(self, name, kind, filename, content, period=None):
        """Import the good lines of a file, as whoever does it in the bureau."""
        return self.act(name, self.env["civil.import"])._load(
            kind,
            filename,
            content,
            period=period,
            division=self.office.division(),
            take="good",
        )

    def end_day(self):
        """Let the database look at what the day brought."""
        self.env.flush_all()
        look_at_tables(self.env.cr)

    def payments(self, batch, *domain):
        """Return the payments of a batch that fit, in the order of their making."""
        return self.act("clerk", self.env["civil.subsidy.payment"]).search(
            [("batch_id", "=", batch.id), *domain], order="id"
        )

    # Steps of the section

    def draft(self, program, period):
        """Have the clerk make a month's batch."""
        return self.act("clerk", self.env["civil.subsidy.batch"]).create(
            {
                "program_id": program.id,
                "period": period,
                "division_id": self.office.division().id,
                "pay_date": self.pay_date(program, period),
            }
        )

    def pay_date(self, program, period):
        """Return the day on which a batch of the month should be paid."""
        return program._months(period)[-1].replace(day=program.pay_day or 15)

    def compute(self, program, period):
        """Have the clerk make and compute a month's batch."""
        batch = self.draft(program, period)
        batch.action_compute()
        return batch

    def publish(self, batch):
        """Answer the warnings of a computed batch and publish its list."""
        batch = self.act("clerk", batch)
        batch.action_publish()
        open_ones = batch.finding_ids.filtered("needs_reason")
        for check in open_ones.check_id:
            of_check = open_ones.filtered(
                lambda found, check=check: found.check_id == check
            )
            of_check.action_give_reason(ANSWERS.get(check.code, ANSWER))

    def submit(self, batch):
        """Publish a computed batch and ask for approval."""
        self.publish(batch)
        self.act("clerk", batch).action_submit()

    def review(self, batch):
        """Have the section head review a submitted batch."""
        self.act("head", batch).action_review()

    def approve(self, batch):
        """Review and approve a submitted batch."""
        self.review(batch)
        self.act("deputy", batch).action_approve()

    def follow_up(self, batch):
        """Collect what failed in a follow-up batch."""
        self.act("clerk", batch).action_create_resend()
        return batch.resend_batch_ids

    def resubmit(self, batch):
        """Correct a follow-up batch's accounts and ask for its approval."""
        batch = self.act("clerk", batch)
        for at, payment in enumerate(batch.payment_ids):
            payment.account_input = f"621700{at:013d}"
        batch.pay_date = MARCH.replace(day=28)
        batch.action_compute()
        self.submit(batch)

    # Steps of finance

    def send(self, batch):
        """Make the request files of an approved batch and note that they went out."""
        batch = self.act("finance", batch)
        batch.action_export()
        self.draw(batch)
        batch.action_send()

    def draw(self, batch):
        """Have the treasury pay what the batch needs, by one voucher an indicator."""
        day = fields.Date.context_today(batch)
        for treasury in batch.fund_ids.treasury_id:
            number = f"曾国支{day:%Y}-{treasury.id:05d}"
            treasury.action_apply()
            treasury.action_paid(number, day)

    def answer(self, batch, fail_rate=0):
        """Bring in what the banks answer; return the files, to be confirmed."""
        batch = self.act("finance", batch)
        results = batch.file_ids.browse()
        for request in batch.file_ids.filtered(
            lambda file: file.direction == "request"
        ):
            name, content = self.banks.answer(request.sudo(), fail_rate)
            results |= results.browse(batch.import_result(name, content)["file_id"])
        return results

    def confirm(self, files):
        """Have the second person of finance confirm files of the bank."""
        for file in self.act("cashier", files):
            file.action_confirm()

    def pay(self, batch, fail_rate=0):
        """Send a batch to the agent banks and take their answers."""
        self.send(batch)
        self.confirm(self.answer(batch, fail_rate))

    def book(self, batches):
        """Import each paying account's statement of the batches' files, and a fee."""
        day = f"{fields.Date.context_today(batches):%Y-%m-%d}"
        for agent in self.banks.agents:
            rows = [("交易日期", "借方金额", "贷方金额", "摘要", "流水号")]
            for file in batches.file_ids.filtered(
                lambda file, agent=agent: (
                    file.direction == "result" and file.agent_id == agent
                )
            ):
                number, amount = file.batch_id.name, f"{file.amount:.2f}"
                rows.append((day, amount, "", f"代发{number}", f"D{file.id}"))
                if file.failed_count:
                    failed = f"{file.failed_amount:.2f}"
                    rows.append((day, "", failed, f"代发退回{number}", f"T{file.id}"))
            rows.append((day, "25.00", "", "代发手续费", f"F{agent.id:04d}"))
            text = f"账号：{agent.payer_account}\n" + "\n".join(map(",".join, rows))
            name = f"{agent.name}对账单.csv"
            self.take("finance", "bank_statement", name, text.encode())

    def reconcile(self, batches):
        """Note that everything sent, answered and booked agrees."""
        self.act("finance", batches).action_reconcile()

    def close(self, batches):
        """Reconcile batches and finish them."""
        self.reconcile(batches)
        self.act("finance", batches).action_close()
