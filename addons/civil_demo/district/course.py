import base64
from datetime import date

from odoo.fields import Command

from .desk import APRIL, MARCH

#: The quarter that is paid when March is.
FIRST_QUARTER = date(2024, 1, 1)
FEBRUARY = date(2024, 2, 1)
#: Share of the lines that fail at the bank, by program; of the others none.
FAILING = {"low": 0.012, "age": 0.006}
LATE = "明细编号,金额,退汇日期,退汇原因,流水号"


class Course:
    """The batches of the programs by entitlement: March done, April on its way.

    ===========  ==============================================================
    program      left at, in April
    ===========  ==============================================================
    low          approved: finance makes the request files
    destitute    sent; the bank is asked to stop two lines
    nursing      returned; a payment came back late, a result waits for the second
                 person
    orphan       published
    unattended   computed
    age          computed, with warnings (second quarter)
    service      under approval: the section head reviews
    beds         under approval, reviewed: the deputy decides
    relief       computed; an earlier batch of it is voided
    funeral      draft
    ===========  ==============================================================
    """

    def __init__(self, desk, programs):
        self.desk = desk
        self.env = desk.env
        self.programs = programs
        self.batches = {}

    def february(self):
        """Pay the minimum living allowance of February; return the batch."""
        batch = self.desk.compute(self.programs["low"], FEBRUARY)
        self.desk.submit(batch)
        self.desk.approve(batch)
        self.desk.pay(batch)
        return batch

    def march(self, codes):
        """Pay March, or the first quarter; return the batches to be reconciled."""
        done = self.env["civil.subsidy.batch"]
        for code in codes:
            quarterly = self.programs[code].cycle == "quarterly"
            batch = self.desk.compute(
                self.programs[code], FIRST_QUARTER if quarterly else MARCH
            )
            self.desk.submit(batch)
            self.desk.approve(batch)
            self.desk.pay(batch, FAILING.get(code, 0))
            self.batches[code] = batch
            done |= batch
        return done | self.follow_ups()

    def follow_ups(self):
        """Send again what failed: one follow-up is paid, the other approved."""
        paid, approved = (
            self.desk.follow_up(self.batches[code]) for code in ("low", "age")
        )
        for batch in paid | approved:
            self.desk.resubmit(batch)
            self.desk.approve(batch)
        self.desk.pay(paid)
        return paid

    def finish_march(self, batches):
        """Reconcile and close; one batch is left for finance to close."""
        left = self.batches["service"]
        self.desk.reconcile(left)
        self.desk.close(batches - left)

    def april(self, codes):
        """Compute April in one run, and bring each batch to its step."""
        self.void()
        self.compute(codes)
        self.desk.end_day()
        self.hold()
        for code in ("low", "destitute", "nursing", "service", "beds"):
            self.desk.submit(self.batches[code])
        self.desk.publish(self.batches["orphan"])
        self.desk.review(self.batches["beds"])
        for code in ("low", "destitute", "nursing"):
            self.desk.approve(self.batches[code])
        for code in ("destitute", "nursing"):
            self.desk.send(self.batches[code])
        self.ask_stop(self.batches["destitute"])
        self.desk.confirm(self.desk.answer(self.batches["nursing"], 0.02))
        self.come_back(self.batches["nursing"])
        self.desk.draft(self.programs["funeral"], APRIL)

    def void(self):
        """Void a batch that was computed from an incomplete list."""
        batch = self.desk.compute(self.programs["relief"], APRIL)
        batch.action_void("名单尚未报齐，补齐后重新生成")

    def compute(self, codes):
        """Have the clerk start the month's run, and the queue work it."""
        programs = self.env["civil.subsidy.program"].union(
            *(self.programs[code] for code in codes)
        )
        # There is no queue while a database is made.
        runs = self.env["civil.subsidy.run"].with_context(queue_job__no_delay=True)
        run = self.desk.act("clerk", runs).create(
            {
                "period": APRIL,
                "division_id": self.desk.office.division().id,
                "program_ids": [Command.set(programs.ids)],
            }
        )
        run.action_start()
        for batch in run.batch_ids:
            batch.pay_date = self.desk.pay_date(batch.program_id, APRIL)
            self.batches[batch.program_id.code] = batch.with_context(self.env.context)

    def hold(self):
        """Hold a few payments back by hand, for a reason."""
        for code, some, reason in (
            ("low", slice(100, 800, 130), "群众举报家庭有车辆，核实期间缓发"),
            ("age", slice(300, 2400, 900), "本季度生存认证未完成"),
        ):
            payable = self.desk.payments(
                self.batches[code], ("outcome", "=", "payable")
            )
            payable[some].action_hold(reason)

    def ask_stop(self, batch):
        """Ask the bank to stop two lines that were sent."""
        lines = self.desk.payments(batch, ("outcome", "=", "payable"))
        stop = self.desk.act("clerk", self.env["civil.subsidy.stop"]).create(
            {
                "batch_id": batch.id,
                "whole": False,
                "reason": "报盘后接村委会报告，两名人员死亡，请止付。",
                "line_ids": [
                    Command.create({"payment_id": payment.id})
                    for payment in lines[3:90:80]
                ],
            }
        )
        stop.action_request()
        self.desk.act("head", stop).action_approve()

    def come_back(self, batch):
        """Let the money of two payments come back: one confirmed, one not yet."""
        paid = self.desk.payments(
            batch, ("bank_state", "=", "paid"), ("grouped", "=", False)
        )
        for number, payment in enumerate(paid[5:16:10], 1):
            row = (
                payment.reference,
                f"{payment.amount:.2f}",
                "2024-04-22",
                "账户已销户",
                f"TH{number:06d}",
            )
            text = f"{LATE}\n{','.join(row)}"
            outcome = self.desk.act("finance", batch).import_late_return(
                f"退汇清单{number}.csv", base64.b64encode(text.encode())
            )
            if number == 1:
                file = self.env["civil.subsidy.file"].browse(outcome["file_id"])
                self.desk.confirm(file)
