import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door

from ..tools.groups import DEPUTY, HEAD

#: Opens the making of licenses to the code behind a grant.
MAKING = Door("civil_license_making")
#: In these states the holder may do what the license permits, or will again.
ALIVE = ("valid", "suspended")
#: What people may write by hand; everything else follows from cases and decisions.
OPEN_FIELDS = frozenset({"user_id", "note"})


class CivilLicense(models.Model):
    """A license that somebody holds (证照).

    It comes into being when a case is granted, never before, and changes by granted
    cases and issued decisions only. Its paper is a version: what was printed when
    stays with it.

    ================  ==========================================================
    valid 有效         may be used
    suspended 暂停     must not be used until a day, by a decision
    expired 已过期     its term is over and renewal wasn't applied for in time
    revoked 吊销       taken away as a penalty, by a decision (行政处罚法)
    annulled 撤销      should never have been granted (行政许可法 art. 69)
    cancelled 注销     struck off the register (行政许可法 art. 70)
    ================  ==========================================================

    Void (作废) is a paper, not the license: one that was lost or replaced.
    """

    _name = "civil.license"
    _description = "License"
    _inherit = [
        "civil.party.mixin",
        "civil.division.mixin",
        "civil.workflow.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "issued_on desc, id desc"
    _rec_name = "number"
    _rec_names_search = ("number", "holder_name")

    _transitions = (
        Transition("valid", "suspended", group=(HEAD, DEPUTY)),
        Transition("suspended", "valid", group=(HEAD, DEPUTY)),
        Transition(ALIVE, "expired"),
        Transition((*ALIVE, "expired"), "revoked", group=DEPUTY),
        Transition((*ALIVE, "expired"), "annulled", group=DEPUTY),
        Transition(
            (*ALIVE, "expired", "revoked", "annulled"),
            "cancelled",
            group=(HEAD, DEPUTY),
        ),
    )
    _guarded = (
        "number",
        "holder_name",
        "title",
        "issuer",
        "issued_on",
        "valid_from",
        "valid_until",
        "remind_on",
        "suspended_until",
        "ended_on",
        "cancel_ground",
        "representative",
        "premises",
        "scope",
        "own_values",
        "version_id",
    )

    number = fields.Char(readonly=True, index=True, copy=False)
    kind_id = fields.Many2one(
        "civil.license.kind", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="kind_id.company_id", store=True, index=True)
    department_id = fields.Many2one(related="kind_id.department_id", store=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("valid", "Valid"),
            ("suspended", "Suspended"),
            ("expired", "Expired"),
            ("revoked", "Revoked"),
            ("annulled", "Annulled"),
            ("cancelled", "Cancelled"),
        ],
        default="valid",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    title = fields.Char(readonly=True, help="As printed.")
    holder_name = fields.Char(
        string="Holder as Printed", readonly=True, index="trigram"
    )
    issuer = fields.Char(readonly=True)
    representative = fields.Char(string="Person in Charge", readonly=True)
    premises = fields.Char(readonly=True)
    scope = fields.Text(readonly=True)
    own_values = fields.Json(
        string="Values of the Kind's Own", readonly=True, copy=False
    )
    issued_on = fields.Date(string="First Issued on", readonly=True)
    valid_from = fields.Date(readonly=True)
    valid_until = fields.Date(
        readonly=True, index=True, help="The last day; it holds for good if empty."
    )
    remind_on = fields.Date(
        readonly=True,
        index="btree_not_null",
        help="From this day on the license stands among what is about to expire.",
    )
    suspended_until = fields.Date(
        readonly=True, help="The last day on which it must not be used."
    )
    ended_on = fields.Date(readonly=True, help="When it lost its force.")
    cancel_ground = fields.Selection(
        [
            ("applied", "Given up by the holder"),
            ("expired", "Expired and not renewed"),
            ("person", "The person died or lost the capacity to act"),
            ("organization", "The organization was terminated"),
            ("withdrawn", "Annulled, withdrawn or revoked"),
            ("impossible", "Can't be carried out because of force majeure"),
            ("other", "Another ground set by law"),
        ],
        string="Ground of Cancellation",
        readonly=True,
        help="Administrative Licensing Law, article 70.",
    )
    version_id = fields.Many2one(
        "civil.license.version", string="Current Paper", readonly=True, copy=False
    )
    version_ids = fields.One2many(
        "civil.license.version", "license_id", string="Versions"
    )
    copy_ids = fields.One2many("civil.license.copy", "license_id", string="Papers")
    event_ids = fields.One2many("civil.license.event", "license_id", string="History")
    annual_ids = fields.One2many(
        "civil.license.annual", "license_id", string="Annual Checks"
    )
    expiry = fields.Selection(
        [("soon", "Expires soon"), ("over", "Term is over")],
        compute="_compute_expiry",
        search="_search_expiry",
    )
    register_entry = fields.Text(
        compute="_compute_register_entry",
        help="The fields that the kind names as public, and nothing else.",
    )
    note = fields.Text()

    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "There is already a license with this number.",
    )

    @api.depends("state", "valid_until", "remind_on")
    def _compute_expiry(self):
        for license_ in self:
            license_.expiry = license_._expiry_now()

    def _expiry_now(self):
        """Tell whether the single license is over or about to be, today."""
        today = fields.Date.context_today(self)
        if self.state not in ALIVE or not self.valid_until:
            return False
        if self.valid_until < today:
            return "over"
        return "soon" if self.remind_on and self.remind_on <= today else False

    def _search_expiry(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        alive = Domain("state", "in", ALIVE)
        over = alive & Domain("valid_until", "<", today)
        soon = alive & Domain("remind_on", "<=", today)
        soon &= Domain("valid_until", ">=", today)
        found = {"over": over, "soon": soon, False: ~(over | soon)}
        return Domain.OR(found[key] for key in value)

    @api.depends("version_id")
    def _compute_register_entry(self):
        for license_ in self:
            rows = license_._public_rows()
            license_.register_entry = "\n".join(
                f"{row['label']}：{row['value']}" for row in rows
            )

    def _public_rows(self):
        """Return label and value of what the public register may show."""
        self.ensure_one()
        # The content is shown by name only; who sees the license sees them.
        content = self.sudo().version_id.content or []
        return [row for row in content if row["public"]]

    # -- only cases and decisions make and change licenses -----------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to make a license by hand."""
        if not MAKING.is_open(self):
            raise UserError(
                self.env._(
                    "A license is made when its application is granted. Start a case "
                    "instead."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change by hand what a case or a decision settles."""
        closed = {name for name in vals if self._is_settled(name)}
        if closed and not self._has_pass(vals):
            self._refuse_settled(closed - self._guarded_fields())
        return super().write(vals)

    @api.model
    def _is_settled(self, name):
        field = self._fields.get(name)
        return not (
            field is None
            or name in OPEN_FIELDS
            or name.startswith(("message_", "activity_"))
            or not (field.store or field.inverse)
        )

    def _refuse_settled(self, names):
        if not names:
            return
        labels = [self._fields[name]._description_string(self.env) for name in names]
        raise UserError(
            self.env._(
                "%(fields)s of a license change by a granted case or an issued "
                "decision only.",
                fields=", ".join(sorted(labels)),
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Licenses are never deleted; cancel them instead."))

    def _step(self, target):
        """Take the step to ``target`` because a case or a decision says so.

        Who may decide was judged there: the step itself is the system's.
        """
        self.with_user(SUPERUSER_ID)._transition(target)

    @api.model
    def _new_token(self):
        """Return what makes a paper's address on the net unguessable: 192 bits."""
        return secrets.token_urlsafe(24)
