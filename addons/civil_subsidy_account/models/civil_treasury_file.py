import base64
import hashlib
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_subsidy.tools.roles import FINANCE

from .civil_treasury_layout import DIRECTIONS

_READERS = (
    f"{FINANCE},account_parallel_entry.group_accountant,"
    "account_parallel_entry.group_finance_head"
)


class CivilTreasuryFile(models.Model):
    """A file that went to the finance bureau or came from it (财政交换文件).

    What is here stays as it was: a file that went out is never written again. What the
    treasury says that it has paid changes nothing until a second finance person has
    confirmed it: who brought the file in can't.

    ==========  =======================  ==========================================
    step        who                      what must hold
    ==========  =======================  ==========================================
    confirm     finance, not who         its applications are still to be paid, with
                brought it in            the same amounts
    discard     finance, with a reason   not confirmed yet
    ==========  =======================  ==========================================
    """

    _name = "civil.treasury.file"
    _description = "Finance Bureau File"
    _inherit = ["civil.workflow.mixin"]
    _order = "id desc"

    _transitions = (
        Transition("made", "to_confirm"),
        Transition(
            "to_confirm",
            "confirmed",
            group=FINANCE,
            guard="_guard_confirm",
            stamp="confirmed",
        ),
        Transition("to_confirm", "discarded", group=FINANCE, stamp="discarded"),
    )
    _guarded = ("discard_reason",)

    name = fields.Char(string="File Name", required=True, readonly=True)
    direction = fields.Selection(DIRECTIONS, required=True, readonly=True, index=True)
    layout_id = fields.Many2one(
        "civil.treasury.layout",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("made", "Made"),
            ("to_confirm", "To Confirm"),
            ("confirmed", "Confirmed"),
            ("discarded", "Discarded"),
        ],
        required=True,
        default="made",
        readonly=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    division_ids = fields.Many2many(
        "civil.division",
        string="Divisions",
        readonly=True,
        help="Those of the applications in the file; whoever sees it sees them all.",
    )
    content = fields.Binary(
        attachment=True, required=True, readonly=True, groups=_READERS
    )
    sha256 = fields.Char(string="SHA-256", required=True, readonly=True)
    line_ids = fields.One2many("civil.treasury.file.line", "file_id", readonly=True)
    line_count = fields.Integer(string="Records", readonly=True)
    amount = fields.Monetary(
        readonly=True, help="Of the applications or payments; of vouchers the debits."
    )
    rejected_count = fields.Integer(string="Rejected", readonly=True)
    confirmed_uid = fields.Many2one("res.users", "Confirmed By", readonly=True)
    confirmed_date = fields.Datetime("Confirmed On", readonly=True)
    discarded_uid = fields.Many2one("res.users", "Discarded By", readonly=True)
    discarded_date = fields.Datetime("Discarded On", readonly=True)
    discard_reason = fields.Char(readonly=True)

    _payments_uniq = models.UniqueIndex(
        "(company_id, sha256) WHERE direction = 'payments' AND state <> 'discarded'",
        "This file has already been taken.",
    )

    # -- keeping ---------------------------------------------------------------------

    @api.model
    def _require_group(self, *groups):
        """Refuse whoever is in none of the groups.

        :raises AccessError: naming nothing but the role
        """
        user = self.env.user
        if not (user._is_superuser() or any(map(user.has_group, groups))):
            raise AccessError(self.env._("Your role doesn't allow this step."))

    @api.model
    def _keep(self, layout, content, lines, **values):
        """Keep a file with its content and what it is about.

        :param bytes content: the file
        :param list lines: values of ``civil.treasury.file.line``
        """
        # Files are kept by the exchange only, for whoever may take the step.
        file = self.sudo().create(
            {
                **values,
                "layout_id": layout.id,
                "direction": layout.direction,
                "content": base64.b64encode(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "line_count": len(lines),
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        if file.direction == "payments":
            file._write_guarded({"state": "to_confirm"})
        return file.sudo(self.env.su)

    @api.model
    def _next_name(self, layout):
        """Return the name of the next file that goes out."""
        number = self.env["civil.numbering"]._next("treasury.file")
        day = fields.Date.context_today(self).strftime("%Y%m%d")
        ending = "txt" if layout.kind == "text" else layout.kind
        return f"{layout._file_name(number, day)}.{ending}"

    # -- confirm or discard ------------------------------------------------------------

    def _guard_confirm(self):
        if self.create_uid == self.env.user:
            return self.env._(
                "You brought the file in; a second person of finance has to confirm it"
            )
        return False

    def action_confirm(self):
        """Confirm what the treasury said, as a second person; then it is booked.

        :raises UserError: for who brought the file in, or when it doesn't hold anymore
        """
        self.check_access("read")
        self._require_group(FINANCE)
        for file in self:
            # Files are changed by the exchange only; the step judges the person.
            kept = file.sudo()
            kept._lock_for_step()
            if file.state == "confirmed":
                continue
            kept._transition("confirmed")
            file._recheck()
            file._note_answers()
        return True

    def action_discard(self, reason=None):
        """Give a file up that isn't confirmed; it may be brought in again."""
        self.check_access("read")
        self._require_group(FINANCE)
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_discard", self.env._("Discard")
            )
        # The same as for confirming.
        kept = self.sudo()
        kept._transition("discarded")
        kept._write_guarded({"discard_reason": reason})
        return True

    # -- screens -----------------------------------------------------------------------

    def _open(self):
        """Show the files: the one, or the list of them."""
        action = {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy_account.civil_treasury_file_action"
            ),
            "context": {},
        }
        if len(self) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.id}
        return {**action, "domain": [("id", "in", self.ids)]}

    def action_download(self):
        """Download the single file."""
        self.ensure_one()
        url = f"/web/content/{self._name}/{self.id}/content/{quote(self.name)}"
        return {
            "type": "ir.actions.client",
            "tag": "civil_subsidy_download",
            "params": {"url": f"{url}?download=true"},
        }

    def action_view_records(self):
        """Open the applications or vouchers of the single file."""
        self.ensure_one()
        action, records = (
            ("account_parallel_entry.account_parallel_voucher_action", "voucher_id")
            if self.direction == "vouchers"
            else ("civil_subsidy_account.civil_subsidy_treasury_action", "treasury_id")
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "domain": [("id", "in", self.line_ids[records].ids)],
            "context": {},
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Files of the finance bureau are kept, whatever became of them.")
        )
