import base64

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_subsidy_role import CLERK, FINANCE

#: The steps from approved on; ``civil.subsidy.batch.step`` has those before.
EXCHANGE_STEPS = (
    Transition("approved", "sent", group=FINANCE, guard="_guard_send", stamp="sent"),
    Transition(("sent", "returned"), "returned", group=FINANCE, stamp="returned"),
    Transition(
        "returned", "closed", group=FINANCE, guard="_guard_close", stamp="closed"
    ),
)


class CivilSubsidyBatchExchange(models.AbstractModel):
    """What a batch does with its agent bank: request, result, follow-up."""

    _name = "civil.subsidy.batch.exchange"
    _description = "Subsidy Batch and Agent Bank"

    def _guard_send(self):
        if not self.file_ids.filtered(lambda file: file.direction == "request"):
            return self.env._("Make the request file first.")
        return False

    def _guard_close(self):
        if self._has("payable", ("sent", "pending")):
            return self.env._("The bank has not answered for every line yet.")
        if self.env["civil.subsidy.payment"].search_count(
            [
                ("batch_id", "=", self.id),
                ("bank_state", "=", "failed"),
                ("resend_ids", "=", False),
            ],
            limit=1,
        ):
            return self.env._("Some failed lines are in no follow-up batch yet.")
        return False

    def action_export(self):
        """Make the request file of each approved batch; once made it is kept."""
        files = self.env["civil.subsidy.file"]
        for batch in self:
            batch._require(FINANCE)
            if batch.state not in ("approved", "sent", "returned", "closed"):
                raise UserError(
                    self.env._("Batch %(name)s isn't approved yet.", name=batch.name)
                )
            files |= self.env["civil.subsidy.bank"]._export(batch)
        return files._download()

    def action_send(self):
        """Note that the request file has gone to the bank; nothing changes anymore."""
        self._transition("sent")
        self._check_unchanged()
        self.env["civil.subsidy.compute"]._mark_sent(self)

    def action_import_result(self):
        """Open the window that takes the bank's result file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Result File"),
            "res_model": "civil.subsidy.result",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_batch_id": self.id},
        }

    def import_result(self, filename, content):
        """Take a result file of the bank.

        :param filename: the file's name as received.
        :param content: its bytes, base64 encoded.
        :return: ``{"file_id", "taken", "message"}``; taking a file again changes
            nothing and says so.
        :raise UserError: when the file isn't exactly this batch's answer.
        """
        self.ensure_one()
        self._require(FINANCE)
        try:
            content = base64.b64decode(content, validate=True)
        except ValueError as error:
            raise UserError(
                self.env._("The content of the file has to be base64 encoded.")
            ) from error
        file, taken = self.env["civil.subsidy.bank"]._import_result(
            self, filename, content
        )
        if taken:
            self._transition("returned")
            message = self.env._(
                "%(paid)s paid, %(failed)s failed, %(pending)s pending.",
                paid=file.paid_count,
                failed=file.failed_count,
                pending=file.pending_count,
            )
        else:
            message = self.env._(
                "This file was already taken on %(date)s as %(name)s; nothing changes.",
                date=format_datetime(self.env, file.create_date),
                name=file.name,
            )
        return {"file_id": file.id, "taken": taken, "message": message}

    def action_create_resend(self):
        """Collect the failed lines in a follow-up batch and open it."""
        self.ensure_one()
        self._require(CLERK)
        return self.env["civil.subsidy.bank"]._create_resend(self)._get_records_action()

    def action_close(self):
        """Finish the batch once every line is paid or followed up."""
        self._transition("closed")

    def _require(self, group):
        """Refuse who isn't in ``group`` or may not write the batch."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(
                self.env._(
                    "This step belongs to %(group)s.",
                    group=self.env.ref(group).sudo().display_name,
                )
            )
