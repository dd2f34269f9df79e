import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_datetime

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, FINANCE
from .civil_subsidy_sql import RESENDABLE

#: The steps from approved on; ``civil.subsidy.batch.step`` has those before.
EXCHANGE_STEPS = (
    Transition("approved", "sent", group=FINANCE, guard="_guard_send", stamp="sent"),
    Transition(("sent", "returned"), "returned", group=FINANCE, stamp="returned"),
    Transition(
        "returned",
        "reconciled",
        group=FINANCE,
        guard="_guard_reconcile",
        stamp="reconciled",
    ),
    Transition(
        "reconciled", "closed", group=FINANCE, guard="_guard_close", stamp="closed"
    ),
    Transition(
        "returned",
        "closed",
        group=FINANCE,
        guard="_guard_close_at_once",
        stamp="closed",
    ),
)


class CivilSubsidyBatchExchange(models.AbstractModel):
    """What a batch does with its agent banks: requests, results, follow-up."""

    _name = "civil.subsidy.batch.exchange"
    _description = "Subsidy Batch and Agent Bank"

    to_confirm_count = fields.Integer(
        "To Confirm",
        compute="_compute_to_confirm_count",
        help="Files of the bank that a second finance person has to confirm.",
    )
    stop_ids = fields.One2many("civil.subsidy.stop", "batch_id", "Stop Requests")

    @api.depends("file_ids.state")
    def _compute_to_confirm_count(self):
        for batch in self:
            batch.to_confirm_count = len(
                batch.file_ids.filtered(lambda file: file.state == "to_confirm")
            )

    # The agent banks

    def _paying_agents(self):
        """Return the batch's agent banks in the order in which they claim lines."""
        self.ensure_one()
        return (self.bank_agent_id | self.agent_ids).sorted(
            lambda agent: (agent.priority, agent.id)
        )

    def _rest_agent(self, agents):
        """Return the bank that takes what is nobody's own: the main one, if it may."""
        for agent in self.bank_agent_id | agents:
            if agent.takes_other_banks or not agent._knows_own():
                return agent
        return agents.browse()

    def _request_files(self):
        """Return the request files, whoever asks, in the order of banks and parts."""
        self.ensure_one()
        # Who may take the step was checked; the files are the exchange's own.
        files = (
            self.env["civil.subsidy.file"]
            .sudo()
            .search(
                [("batch_id", "=", self.id), ("direction", "=", "request")], order="id"
            )
        )
        return files.sudo(self.env.su)

    def _known_file(self, direction, content):
        """Return the file of this content that was taken before, or nothing."""
        # The same as for the request files.
        return (
            self.env["civil.subsidy.file"]
            .sudo()
            .search(
                [
                    ("batch_id", "=", self.id),
                    ("direction", "=", direction),
                    ("sha256", "=", hashlib.sha256(content).hexdigest()),
                    ("state", "!=", "discarded"),
                ]
            )
            .sudo(self.env.su)
        )

    # Guards: the reason why the step is refused, or False

    def _guard_send(self):
        if not self._request_files():
            return self.env._("Make the request file first.")
        return False

    def _guard_close(self):
        if self._has("payable", ("sent", "pending")):
            return self.env._("The bank has not answered for every line yet.")
        if waiting := self.stop_ids.filtered("is_open"):
            return self.env._(
                "The stop request %(number)s isn't answered yet",
                number=waiting[0].display_name,
            )
        if self.to_confirm_count:
            return self.env._("A file of the bank isn't confirmed yet")
        if self._resendable_count():
            return self.env._("Some failed lines are in no follow-up batch yet.")
        return False

    def _guard_close_at_once(self):
        if any(agent.statement_required for agent in self._request_files().agent_id):
            return self.env._(
                "The batch has to be reconciled with the bank's statement first"
            )
        return self._guard_reconcile() or self._guard_close()

    def _resendable_count(self):
        """Return how many payments may be sent again and aren't yet."""
        self.env.flush_all()
        [[count]] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM civil_subsidy_payment p"
                " WHERE batch_id = %s AND %s",
                self.id,
                SQL(RESENDABLE),
            )
        )
        return count

    # Steps

    def action_export(self):
        """Make the request files of each approved batch; once made they are kept."""
        files = self.env["civil.subsidy.file"]
        for batch in self:
            batch._require(FINANCE)
            if batch.state not in (
                "approved",
                "sent",
                "returned",
                "reconciled",
                "closed",
            ):
                raise UserError(
                    self.env._("Batch %(name)s isn't approved yet.", name=batch.name)
                )
            files |= self.env["civil.subsidy.bank"]._export(batch)
        if len(files) > 1:
            return self._view_files(self.env._("Request Files"), files)
        return files._download()

    def action_send(self):
        """Note that the request files have gone to the bank; nothing changes now."""
        self._transition("sent")
        self._check_unchanged()
        self.env["civil.subsidy.compute"]._mark_sent(self)
        for batch in self:
            # Files are changed by the exchange only; the batch's step is checked.
            batch._request_files().sudo()._write_guarded({"state": "sent"})

    def action_import_result(self):
        """Open the window that takes the bank's result file."""
        return self._open_import("result", self.env._("Import Result File"))

    def action_import_late_return(self):
        """Open the window that takes the bank's list of late returns."""
        return self._open_import("late", self.env._("Import Late Returns"))

    def _open_import(self, direction, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "civil.subsidy.result",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_batch_id": self.id,
                "default_direction": direction,
            },
        }

    def import_result(self, filename, content):
        """Bring in a result file of the bank; a second person confirms it.

        :param filename: the file's name as received.
        :param content: its bytes, base64 encoded.
        :return: ``{"file_id", "taken", "message"}``; bringing a file in again changes
            nothing and says so. Nothing changes on the payments before
            ``civil.subsidy.file.action_confirm``.
        :raise UserError: when the file isn't exactly one request's answer.
        """
        content = self._bytes_of_bank(content)
        file, taken = self.env["civil.subsidy.bank"]._import_result(
            self, filename, content
        )
        return self._import_outcome(
            file,
            taken,
            self.env._(
                "%(paid)s paid, %(failed)s failed, %(pending)s pending. A second "
                "person of finance has to confirm the file.",
                paid=file.paid_count,
                failed=file.failed_count,
                pending=file.pending_count,
            ),
        )

    def import_late_return(self, filename, content):
        """Bring in a list of payments whose money came back (退汇).

        :param filename: the file's name as received: the bank's file in the format of
            its results, or a sheet with the columns 明细编号 or 账号, 户名, 金额,
            退汇日期, 退汇原因, 流水号.
        :param content: its bytes, base64 encoded.
        :return: as ``import_result``; a second person confirms here, too.
        """
        content = self._bytes_of_bank(content)
        file, taken = self.env["civil.subsidy.bank"]._import_late(
            self, filename, content
        )
        return self._import_outcome(
            file,
            taken,
            self.env._(
                "%(count)s payments came back. A second person of finance has to "
                "confirm the list.",
                count=file.line_count,
            ),
        )

    def _bytes_of_bank(self, content):
        """Check the person, and return what a file of the bank holds."""
        self.ensure_one()
        self._require(FINANCE)
        try:
            return base64.b64decode(content, validate=True)
        except ValueError as error:
            raise UserError(
                self.env._("The content of the file has to be base64 encoded.")
            ) from error

    def _import_outcome(self, file, taken, message):
        if not taken:
            message = self.env._(
                "This file was already taken on %(date)s as %(name)s; nothing changes.",
                date=format_datetime(self.env, file.create_date),
                name=file.name,
            )
        self.invalidate_recordset(["file_ids", "to_confirm_count"])
        return {"file_id": file.id, "taken": taken, "message": message}

    def action_create_resend(self):
        """Collect the lines to send again in a follow-up batch and open it."""
        self.ensure_one()
        self._require(CLERK)
        return self.env["civil.subsidy.bank"]._create_resend(self)._get_records_action()

    def action_close(self):
        """Finish the batch once every line is paid or followed up.

        Where no agent bank of the batch needs its statement compared, the figures are
        checked and the batch is closed at once.
        """
        self._transition("closed")

    # Screens

    def action_ask_stop(self):
        """Open a new request to stop the batch, or lines of it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Stop Request"),
            "res_model": "civil.subsidy.stop",
            "views": [(False, "form")],
            "context": {"default_batch_id": self.id},
        }

    def action_view_unclaimed(self):
        """Open the payments that the request file can't be made with.

        Those that no agent bank takes, or whose bank isn't told a CNAPS number.
        """
        self.ensure_one()
        ids = self.env["civil.subsidy.bank"]._unpayable(self)
        name = self.env._("Lines without a Bank")
        return self._view_payments(name, [("id", "in", ids)])

    def action_view_to_confirm(self):
        """Open the files of the bank that wait for a second person."""
        self.ensure_one()
        files = self.file_ids.filtered(lambda file: file.state == "to_confirm")
        return self._view_files(self.env._("To Confirm"), files)

    def _view_files(self, name, files):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_file_action"
        )
        action = {
            **action,
            "domain": [("id", "in", files.ids)],
            "display_name": name,
            "context": {},
        }
        if len(files) == 1:
            action |= {"views": [(False, "form")], "res_id": files.id}
        return action

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
