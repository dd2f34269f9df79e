import base64

from .agent_bank import answer
from .common import SubsidyCase


class ExchangeCase(SubsidyCase):
    """A computed batch of five payable lines, and its way to the bank and back."""

    def setUp(self):
        super().setUp()
        self.lines = self.make_lines(*[self.line_values(n) for n in range(1, 7)])
        self.lines[5].account_number = False
        self.batch = self.make_batch(self.care)
        self.batch.action_compute()

    def request(self, batch=None):
        batch = batch or self.batch
        batch.with_user(self.finance).action_export()
        file = batch.sudo().file_ids.filtered(lambda f: f.direction == "request")
        file.ensure_one()
        return file.name, base64.b64decode(file.content)

    def send(self):
        self.approve(self.batch)
        name, content = self.request()
        self.batch.with_user(self.finance).action_send()
        return name, content

    def take(self, content, batch=None, name="DR.txt"):
        """Bring a result in, and have a second person confirm it."""
        outcome = self.bring(content, batch, name)
        self.file(outcome).with_user(self.cashier).action_confirm()
        return outcome

    def file(self, outcome):
        return self.env["civil.subsidy.file"].browse(outcome["file_id"])

    def bring(self, content, batch=None, name="DR.txt"):
        batch = (batch or self.batch).with_user(self.finance)
        return batch.import_result(name, base64.b64encode(content))

    def payment(self, number, batch=None):
        return (
            (batch or self.batch)
            .sudo()
            .payment_ids.filtered(lambda p: p.line_id == self.lines[number - 1])
        )

    def follow_up(self):
        name, content = self.send()
        self.take(answer(name, content, fail=(2, 4)))
        action = self.batch.with_user(self.clerk).action_create_resend()
        return self.env["civil.subsidy.batch"].browse(action["res_id"])

    def make_room(self, batch):
        """Let the month have another regular batch of the program."""
        self.env.cr.execute(
            "UPDATE civil_subsidy_batch SET kind = 'resend' WHERE id = %s", [batch.id]
        )
        self.env.cr.execute(
            "DELETE FROM civil_subsidy_payment WHERE batch_id = %s", [batch.id]
        )
        self.env.invalidate_all()
