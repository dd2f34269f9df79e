from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_base.tools.text import clean_name
from odoo.addons.civil_resident.tools.identity import parse_identity

from ..tools.roles import CLERK

#: What an officer is put on record with, as it stands here.
COPIED = (
    "name",
    "post",
    "phone",
    "political_status",
    "employer",
    "term_count",
    "is_civil_servant",
    "is_retired_cadre",
    "is_paid",
    "approval_no",
    "exception_reason",
)
#: Opens what the check of qualifications writes to its buttons.
CHECKING = Door("civil_social_person_checking")
#: Written by the check of qualifications only.
_CHECKED = ("check_state", "check_note", "checked_uid", "checked_date")


class CivilSocialPerson(models.Model):
    """An initiator or proposed officer in a case, and whether he qualifies.

    发起人、举办者、拟任负责人 and their check (资格审查). Source: 《社会团体登记管理
    条例》第十二条, 第十三条; 《民办非企业单位登记管理暂行条例》第十一条.
    """

    _name = "civil.social.person"
    _description = "Initiator or Proposed Officer"
    _inherit = ["civil.approval.line.mixin", "civil.identity.mixin"]
    _order = "case_id, is_legal_representative desc, sequence, id"
    _approval_parent = "case_id"

    case_id = fields.Many2one(
        "civil.case", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Name of the Person", required=True)
    is_initiator = fields.Boolean(string="Initiator")
    is_officer = fields.Boolean(string="Proposed Officer", default=True)
    is_unit = fields.Boolean(string="A Unit", help="An initiator that is no person.")
    unit_code = fields.Char(string="Credit Code of the Unit")
    post = fields.Selection(
        lambda self: (
            self.env["civil.social.officer"]
            ._fields["post"]
            ._description_selection(self.env)
        ),
        string="Proposed Post",
    )
    is_legal_representative = fields.Boolean(string="Legal Representative")
    phone = fields.Char()
    political_status = fields.Selection(
        lambda self: (
            self.env["civil.social.officer"]
            ._fields["political_status"]
            ._description_selection(self.env)
        )
    )
    employer = fields.Char(string="Employer and Post There")
    term_count = fields.Integer(string="Terms in a Row", default=1)
    is_civil_servant = fields.Boolean(string="Serving Civil Servant")
    is_retired_cadre = fields.Boolean(string="Retired Leading Cadre")
    is_paid = fields.Boolean(string="Paid by the Organization")
    is_barred = fields.Boolean(
        string="Barred by Law",
        help="Deprived of political rights by a criminal judgment now or once, or "
        "without full civil capacity.",
    )
    approval_no = fields.Char(string="Number of the Approval")
    exception_reason = fields.Char(string="Reason of the Exception")
    against = fields.Text(
        string="Stands Against It",
        compute="_compute_against",
        help="What bars the person, and what needs an approval or a reason.",
    )
    check_state = fields.Selection(
        [
            ("none", "Unchecked"),
            ("fit", "Qualified Person"),
            ("unfit", "Not Qualified"),
        ],
        string="Qualification",
        default="none",
        required=True,
        readonly=True,
    )
    check_note = fields.Char(string="What the Check Found", readonly=True)
    checked_uid = fields.Many2one("res.users", "Checked By", readonly=True)
    checked_date = fields.Datetime("Checked On", readonly=True)

    _representative_uniq = models.UniqueIndex(
        "(case_id) WHERE is_legal_representative",
        "An organization has one legal representative.",
    )

    @api.depends(
        "name",
        "identity_number",
        "is_legal_representative",
        "is_civil_servant",
        "is_retired_cadre",
        "is_paid",
        "is_barred",
        "term_count",
        "case_id.social_term_start",
        "case_id.social_term_end",
    )
    def _compute_against(self):
        for person in self:
            found = [*person._refusals(), *person._warnings()]
            person.against = "\n".join(found) or False

    # -- what stands against somebody ------------------------------------------------

    def _identity(self):
        """What the single person's number says; the number is shown to nobody."""
        number = self.sudo().identity_number or ""
        return parse_identity(number, fields.Date.context_today(self))

    def _refusals(self):
        """Sentences on why the single person can't hold the office at all."""
        if not self.is_officer or self.is_unit:
            return
        if self.is_barred:
            yield self.env._(
                "The law bars whoever was deprived of political rights by a criminal "
                "judgment or lacks full civil capacity."
            )
        if self.sudo().identity_number and not self._identity().valid:
            yield self.env._("The identity number isn't right.")
        if self.is_legal_representative:
            for org in self._represents_elsewhere():
                yield self.env._(
                    "The person already is the legal representative of %(name)s; let "
                    "that one change first.",
                    name=org.name,
                )

    def _represents_elsewhere(self):
        """Organizations that forbid the single person to represent this one."""
        kind = self.case_id.social_kind_id.sudo()
        # Numbers of other officers are compared, and shown to nobody.
        officers = self.env["civil.social.officer"].sudo()
        number = self.sudo().identity_number
        if not number:
            return officers.org_id
        held = officers.search(
            [
                ("identity_number", "=", number),
                ("is_legal_representative", "=", True),
                ("is_in_office", "=", True),
                ("org_id.state", "in", ("normal", "suspended", "deregistering")),
                ("org_id", "!=", self.case_id.social_org_id.id),
            ]
        )
        return held.org_id.filtered(
            lambda org: (
                kind.head_of_one_only
                or org.kind_id.head_of_one_only
                or (kind.head_of_one_of_kind and org.kind_id == kind)
            )
        )

    def _as_officer(self):
        """The single person as an officer of the register who isn't kept.

        The register's own rules judge, as if the office were held already.
        """
        case, system = self.case_id, self.env["civil.social.officer"].sudo()
        officer = system.new(
            {
                **{name: self[name] for name in COPIED},
                "birth_date": self._identity().birth_date,
                "elected_on": case.social_elected_on,
                "date_from": case.social_term_start,
                "date_to": case.social_term_end,
            }
        )
        officer.org_id = system.org_id.new({"kind_id": case.social_kind_id.id})
        return officer

    def _warnings(self):
        """Sentences on what the single person needs a reason or an approval for."""
        if not self.is_officer or self.is_unit:
            return []
        return list(self._as_officer()._warnings())

    def _exception_refusal(self):
        """Which approval or reason of an exception isn't there, or False."""
        if not self.is_officer or self.is_unit:
            return False
        try:
            self._as_officer()._guard_exceptions()
        except UserError as error:
            return str(error)
        return False

    def _refusal(self):
        """Why the case can't be granted with the single person, or False."""
        refusals = list(self._refusals())
        if refusals:
            return self.env._(
                "%(name)s: %(why)s", name=self.name, why=" ".join(refusals)
            )
        if self.is_officer and not self.is_unit:
            if not self.sudo().identity_number:
                return self.env._(
                    "enter the identity number of %(name)s", name=self.name
                )
            if not self.post:
                return self.env._("say which post %(name)s is to hold", name=self.name)
        if refusal := self._exception_refusal():
            return refusal
        if self.check_state == "unfit":
            return self.env._(
                "%(name)s was found not to qualify: %(why)s",
                name=self.name,
                why=self.check_note,
            )
        return False

    # -- the check -------------------------------------------------------------------

    def action_find_fit(self, note=None):
        """Find that the persons qualify.

        :param str note: what was looked at
        :raises UserError: something bars one of them
        """
        self.case_id._check_role(CLERK)
        reasons = {person: " ".join(person._refusals()) for person in self}
        self.case_id._refuse_reasons(
            {p.case_id: f"{p.name}: {why}" for p, why in reasons.items() if why}
        )
        return self._judge("fit", note)

    def action_find_unfit(self, reason=None):
        """Find that the persons don't qualify.

        :param str reason: what stands against them
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_find_unfit", self.env._("Not Qualified")
            )
        self.case_id._check_role(CLERK)
        return self._judge("unfit", reason.strip())

    def _judge(self, state, note):
        CHECKING.opened(self).write(
            {
                "check_state": state,
                "check_note": note,
                "checked_uid": self.env.uid,
                "checked_date": fields.Datetime.now(),
            }
        )
        return True

    @api.model
    def _cleaned(self, vals):
        """Return ``vals`` as they are kept; a check is written by its button."""
        vals = {name: value for name, value in vals.items() if name not in _CHECKED}
        if vals.get("name"):
            vals["name"] = clean_name(vals["name"])
        return vals

    @api.model_create_multi
    def create(self, vals_list):
        """Start every person unchecked."""
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        """Ask for a new check of whoever has changed."""
        if not CHECKING.is_open(self):
            vals = self._cleaned(vals)
            if vals.keys() - {"sequence", "phone"}:
                vals["check_state"] = "none"
        return super().write(vals)

    # -- on the register ---------------------------------------------------------------

    def _officer_values(self, org):
        """What the single person is put on record with as an officer."""
        case, person = self.case_id, self.sudo()
        return {
            **{name: person[name] for name in COPIED},
            "org_id": org.id,
            "identity_number": person.identity_number,
            "elected_on": case.social_elected_on,
            "date_from": case.social_term_start,
            "date_to": case.social_term_end,
            "filed_on": fields.Date.context_today(self),
        }

    def _officer(self, org):
        """The officer in office who is the single person, or none."""
        number = self.sudo().identity_number
        return org.sudo().officer_ids.filtered(
            lambda one: (
                one.is_in_office
                and (one.identity_number == number if number else one.name == self.name)
            )
        )[:1]
