import hashlib

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_document.models.ir_attachment import SEAL

from ..tools.groups import CLERK

#: Opens the making of papers to the code behind a version.
PROVIDING = Door("civil_license_providing")
#: What people write on a paper themselves.
OPEN_FIELDS = frozenset({"receiver"})


class CivilLicenseCopy(models.Model):
    """A paper of a license (正本、副本): rendered once, handed out, collected.

    The file is kept with its checksum and never rendered again: a paper that is lost
    or spoilt is void, and a case makes new ones.
    """

    _name = "civil.license.copy"
    _description = "Paper of a License"
    _inherit = ["civil.workflow.mixin"]
    _order = "license_id, version_id desc, sequence"

    _transitions = (
        Transition(
            "waiting",
            "printed",
            group=CLERK,
            guard="_print_refusal",
            effect="_render",
            stamp="printed",
        ),
        Transition(
            "printed",
            "handed_out",
            group=CLERK,
            guard="_hand_out_refusal",
            stamp="handed",
        ),
        Transition(
            ("handed_out", "to_collect"), "collected", group=CLERK, stamp="collected"
        ),
        Transition("handed_out", "to_collect"),
        Transition(("waiting", "printed", "handed_out", "to_collect"), "void"),
        Transition(
            "to_collect", "void", group=CLERK, name="declare", stamp="collected"
        ),
    )
    _guarded = ("attachment_id", "sha256")

    license_id = fields.Many2one(
        "civil.license", required=True, readonly=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(
        "civil.license.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(
        readonly=True, help="0 is the original, 1 the first copy, and so on."
    )
    count = fields.Integer(string="Copies", readonly=True)
    kind = fields.Selection(
        [("original", "Original"), ("copy", "Copy")],
        string="Paper",
        required=True,
        readonly=True,
    )
    holder_name = fields.Char(related="version_id.holder_name")
    version_sequence = fields.Integer(
        string="Number of the Version", related="version_id.sequence"
    )
    hand_out_by = fields.Date(related="version_id.hand_out_by")
    serial = fields.Char(compute="_compute_serial", help="As printed: 副本 (2-1).")
    state = fields.Selection(
        [
            ("waiting", "To Print"),
            ("printed", "Printed"),
            ("handed_out", "Handed Out"),
            ("to_collect", "To Collect"),
            ("collected", "Collected"),
            ("void", "Void"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    receiver = fields.Char(help="Who took the paper.")
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, copy=False, ondelete="restrict"
    )
    sha256 = fields.Char(string="Checksum", readonly=True, copy=False)
    printed_uid = fields.Many2one("res.users", readonly=True, copy=False)
    printed_date = fields.Datetime(string="Printed on", readonly=True, copy=False)
    handed_uid = fields.Many2one("res.users", readonly=True, copy=False)
    handed_date = fields.Datetime(string="Handed out on", readonly=True, copy=False)
    collected_uid = fields.Many2one("res.users", readonly=True, copy=False)
    collected_date = fields.Datetime(string="Collected on", readonly=True, copy=False)

    _sequence_uniq = models.UniqueIndex(
        "(version_id, sequence)", "There is already such a paper."
    )

    @api.depends("kind", "sequence", "count")
    def _compute_serial(self):
        for paper in self:
            if paper.kind == "original":
                paper.serial = "正本"
            elif paper.count > 1:
                paper.serial = f"副本（{paper.count}-{paper.sequence}）"
            else:
                paper.serial = "副本"

    @api.depends("serial", "version_id")
    def _compute_display_name(self):
        for paper in self:
            # Whoever sees the paper sees the number on it.
            number = paper.sudo().version_id.number
            paper.display_name = f"{number} {paper.serial}"

    # -- steps -------------------------------------------------------------------

    def action_print(self):
        """Render the papers and keep them: from now on the files don't change."""
        self._transition("printed")
        return True

    def action_hand_out(self, receiver=None):
        """Record that the papers were handed out.

        :param str receiver: who took them, if it isn't written on them yet
        """
        if receiver:
            self.check_access("write")
            self.write({"receiver": receiver})
        self._transition("handed_out")
        return True

    def action_collect(self):
        """Record that the papers came back."""
        self._transition("collected")
        return True

    def action_declare_void(self):
        """Record that papers which don't come back were publicly declared void."""
        self._transition("void", "declare")
        return True

    def _write_state(self, step):
        """Let the desk know what is left to do with the papers."""
        result = super()._write_state(step)
        self.license_id.sudo()._sync_todos()
        return result

    def _print_refusal(self):
        if not self.version_id.is_current:
            return self.env._("a later version of the license has replaced it")
        return False

    def _hand_out_refusal(self):
        if not self.receiver:
            return self.env._("write first who takes the paper")
        former = self.license_id.sudo().copy_ids.filtered(
            lambda paper: paper.state == "to_collect"
        )
        if former:
            return self.env._(
                "collect %(paper)s first, or declare it void", paper=former[0].serial
            )
        return False

    def _withdraw(self, lost=False):
        """Take papers out of use: what is out has to come back, unless it is lost."""
        out = self.filtered(lambda paper: paper.state == "handed_out")
        if out and not lost:
            out.with_user(SUPERUSER_ID)._transition("to_collect")
        rest = self.filtered(lambda p: p.state in ("waiting", "printed"))
        if lost:
            rest |= self.filtered(lambda p: p.state in ("handed_out", "to_collect"))
        if rest:
            rest.with_user(SUPERUSER_ID)._transition("void")

    @api.model
    def _provide(self, version, copies):
        """Make the papers of a version, to be printed."""
        PROVIDING.opened(self.sudo()).create(
            [
                {
                    "license_id": version.license_id.id,
                    "version_id": version.id,
                    "sequence": number,
                    "count": copies,
                    "kind": "copy" if number else "original",
                }
                for number in range(copies + 1)
            ]
        )
        version.license_id.sudo()._sync_todos()

    # -- the file ----------------------------------------------------------------

    def _render(self):
        """Render each paper and keep the sealed file with its checksum."""
        for paper in self:
            content = paper._certificate()
            attachment = SEAL.opened(self.env["ir.attachment"].sudo()).create(
                {
                    "name": f"{paper.display_name}.pdf",
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": self._name,
                    "res_id": paper.id,
                    "is_sealed": True,
                }
            )
            paper.sudo()._write_guarded(
                {
                    "attachment_id": attachment.id,
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )

    def action_open_pdf(self):
        """Open the file, once its checksum has been compared.

        :raises UserError: the file isn't what was rendered
        """
        self.ensure_one()
        self.check_access("read")
        self._refuse_altered()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}",
            "target": "new",
        }

    def _refuse_altered(self):
        """Refuse a file that isn't what was rendered."""
        for paper in self:
            content = paper.sudo().attachment_id.raw or b""
            if hashlib.sha256(content).hexdigest() != paper.sha256:
                raise UserError(
                    self.env._(
                        "The file of %(paper)s was changed or is missing: report it.",
                        paper=paper.display_name,
                    )
                )

    # -- what people may write -----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to make papers by hand."""
        if not PROVIDING.is_open(self):
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        """Let people write who took a paper, until it is handed out."""
        if not self._has_pass(vals):
            if vals.keys() - OPEN_FIELDS - self._guarded_fields():
                self._refuse_by_hand()
            if any(p.state not in ("waiting", "printed") for p in self):
                self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        raise UserError(
            self.env._(
                "Papers of licenses are made by cases and change by the buttons only."
            )
        )
