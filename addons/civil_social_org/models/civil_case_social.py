import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_social_audit import REPORTED

#: Undecided cases of an organization stand in each other's way.
UNDECIDED = ("received", "to_correct", "accepted", "under_approval")
#: Since when the time to apply runs, by matter: clock kind and field of the case.
APPLY_FROM = {
    "change": ("social.apply_change", "social_consent_date"),
    "charter": ("social.apply_charter", "social_consent_date"),
    "officers": ("social.apply_officers", "social_elected_on"),
    "deregister": ("social.apply_deregister", "social_liquidated_on"),
}
_CHARITY = "social.charity"


class CivilCase(models.Model):
    """A case about a social organization: which one, and what all of them have."""

    _inherit = "civil.case"

    social_action = fields.Selection(related="kind_id.social_action")
    social_kind_id = fields.Many2one(related="kind_id.social_kind_id")
    social_kind_code = fields.Char(related="kind_id.social_kind_id.code")
    social_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Amounts"
    )
    social_org_id = fields.Many2one(
        "civil.social.org",
        string="Social Organization",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Whom the case is about; after a founding the one that was made.",
    )
    social_supervisor_type = fields.Selection(
        lambda self: self.env["civil.social.org"]._fields["supervisor_type"].selection,
        string="Kind of Supervision",
        compute="_compute_social_supervisor_type",
        store=True,
        readonly=False,
    )
    social_supervisor_id = fields.Many2one(
        "civil.organization",
        string="Supervisor",
        compute="_compute_social_supervisor_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        help="The supervising department, or the one for the trade.",
    )
    social_consent_no = fields.Char(string="Number of the Consent", copy=False)
    social_consent_date = fields.Date(
        string="Consent of the Supervisor",
        copy=False,
        help="The day on which the supervisor agreed.",
    )
    social_apply_by = fields.Date(
        string="Apply by",
        compute="_compute_social_apply_by",
        help="The last day to hand the application in.",
    )
    social_late_note = fields.Text(
        string="Handed In Late",
        readonly=True,
        copy=False,
        help="By how much the application came too late, as it was received.",
    )

    @api.depends("social_org_id")
    def _compute_social_supervisor_type(self):
        for case in self:
            # Who handles the case sees who supervises.
            supervised = case.social_org_id.sudo().supervisor_type
            case.social_supervisor_type = supervised or case.social_supervisor_type

    @api.depends("social_org_id")
    def _compute_social_supervisor_id(self):
        for case in self:
            supervisor = case.social_org_id.sudo().supervisor_id
            case.social_supervisor_id = supervisor or case.social_supervisor_id

    @api.depends(
        "kind_id", "social_consent_date", "social_elected_on", "social_liquidated_on"
    )
    def _compute_social_apply_by(self):
        for case in self:
            case.social_apply_by = case._social_apply_by()

    def _social_apply_by(self):
        """The last day to apply for the single case, or False where none is set."""
        code, name = APPLY_FROM.get(self.social_action, (None, None))
        start = name and self[name]
        if not start:
            return False
        kind = self._clock_kind(code)
        length, _basis = kind._length("limit", start, self.division_id)
        begin = datetime.datetime.combine(start, datetime.time(12))
        return kind._end(begin, length, ()).date()

    # -- whom it is about ----------------------------------------------------------

    @api.onchange("social_org_id")
    def _onchange_social_org_id(self):
        """Take the applicant and the place from the organization."""
        if self.social_org_id:
            self.update(self._social_party(self.social_org_id, self.kind_id))

    @api.model
    def _social_party(self, org, kind):
        """The applicant, the place and the certificate of a case about ``org``."""
        party = {
            "party_type": "organization",
            "resident_id": False,
            "organization_id": org.organization_id.id,
            "division_id": org.division_id.id,
        }
        if kind.license_action in ("renewal", "reissue"):
            party["license_id"] = org.license_id.id
        return party

    @api.model_create_multi
    def create(self, vals_list):
        """Let cases about an organization be its own."""
        orgs, kinds = self.env["civil.social.org"], self.env["civil.case.kind"]
        filled = []
        for vals in vals_list:
            org = orgs.browse(vals.get("social_org_id") or ())
            kind = kinds.browse(vals.get("kind_id") or ())
            filled.append({**vals, **self._social_party(org, kind)} if org else vals)
        return super().create(filled)

    def write(self, vals):
        """The organization stays once the application has been received."""
        if "social_org_id" in vals and not self._has_pass(vals):
            if self.filtered(lambda case: case.state != "draft"):
                raise UserError(
                    self.env._("The organization can be chosen in a draft only.")
                )
            if org := self.env["civil.social.org"].browse(vals["social_org_id"] or ()):
                vals = {**vals, **self._social_party(org, self[:1].kind_id)}
        return super().write(vals)

    def _guarded_fields(self):
        """Only the steps' own code writes these."""
        return super()._guarded_fields() | {"social_late_note"}

    def _list_papers(self):
        """Keep what the papers prove, as the kind says."""
        result = super()._list_papers()
        for case in self:
            papers = case.material_ids.sorted(lambda line: (line.sequence, line.id))
            listed = zip(papers, case.kind_id.material_ids, strict=False)
            for paper, needed in listed:
                if needed.social_purpose:
                    paper.social_purpose = needed.social_purpose
        return result

    # -- the certificate -------------------------------------------------------------

    @api.depends("kind_id")
    def _compute_license_entry_ids(self):
        """The register says what the certificate states; nobody types it twice."""
        social = self.filtered("social_action")
        social.license_entry_ids = False
        return super(CivilCase, self - social)._compute_license_entry_ids()

    def _stated(self):
        """What the certificate of the single case states."""
        if self.social_action and self.social_org_id:
            return self.social_org_id._social_license_values()
        return super()._stated()

    # -- time ----------------------------------------------------------------------

    def _effect_receive(self):
        """Record that an application came late; it is taken in all the same."""
        result = super()._effect_receive()
        today = fields.Date.context_today(self)
        for case in self:
            last = case._social_apply_by()
            if last and last < today and not case.social_late_note:
                note = self.env._(
                    "Had to be handed in by %(day)s, came %(count)s days late.",
                    day=last,
                    count=(today - last).days,
                )
                case._write_guarded({"social_late_note": note})
                case.message_post(body=note)
            # The time to apply ends with the first application.
            case.social_liquidation_id._stop_clock("social.apply_deregister")
        return result

    def _each_clock(self, purpose, method, **kwargs):
        """Charities have a shorter time for the decision (慈善法 art. 10)."""
        charities = self.filtered(
            lambda case: purpose == "decision" and case._is_charity_founding()
        )
        for case in charities:
            getattr(case, method)(_CHARITY, **kwargs)
        return super(CivilCase, self - charities)._each_clock(purpose, method, **kwargs)

    def _open_clock(self, purpose):
        if purpose == "decision" and self._is_charity_founding():
            return self._clocks(_CHARITY).filtered(
                lambda clock: clock.state in ("running", "paused")
            )
        return super()._open_clock(purpose)

    def _is_charity_founding(self):
        return self.social_action == "founding" and self.social_is_charity

    def _effect_take_back_acceptance(self):
        result = super()._effect_take_back_acceptance()
        self._clocks(_CHARITY)._forget()
        return result

    # -- what several matters ask ----------------------------------------------------

    def _social_vote_refusal(self, code):
        """Why the vote of the single case doesn't do, or False.

        :param str code: of the parameter with the part of those present, in percent
        """
        if not (self.social_entitled and self.social_present):
            return self.env._("enter how many were entitled to vote, and were present")
        if not self.social_votes <= self.social_present <= self.social_entitled:
            return self.env._(
                "there can't be more votes than people present, or more present than "
                "entitled"
            )
        parameters, day = self.env["civil.parameter"], self.social_elected_on
        quorum = parameters._get("social.quorum_percent", day)
        if self.social_present * 100 < quorum * self.social_entitled:
            return self.env._(
                "%(present)s of %(entitled)s were present; it takes %(part)s percent",
                present=self.social_present,
                entitled=self.social_entitled,
                part=quorum,
            )
        part = parameters._get(code, day)
        # More than half, but no more than two thirds where the rule says so.
        least = part * self.social_present
        votes = self.social_votes * 100
        if votes < least or (part <= 50 and votes == least):
            return self.env._(
                "%(votes)s of %(present)s voted for it; it takes %(part)s percent",
                votes=self.social_votes,
                present=self.social_present,
                part=part,
            )
        return False

    def _social_audit_refusal(self, audit_kind):
        """Why the audit that a grant needs isn't there, or False.

        :param str audit_kind: ``departure`` or ``reelection``
        """
        labels = dict(
            self.env["civil.social.audit"]
            ._fields["audit_kind"]
            ._description_selection(self.env)
        )
        # Whether it was audited is decided by the register, whoever asks.
        audits = self.social_org_id.sudo().audit_ids
        start = self.social_org_id.sudo().term_start
        found = audits.filtered(
            lambda audit: (
                audit.audit_kind == audit_kind
                and audit.state in REPORTED
                and (not start or audit.date_to >= start)
                and (not audit.case_id or audit.case_id == self)
            )
        )
        return not found and self.env._(
            "the audit “%(audit)s” has no report yet; it can't be granted without",
            audit=labels[audit_kind],
        )

    # -- buttons -------------------------------------------------------------------

    def action_social_consult(self):
        """Ask the bodies that the kind names for their opinion (登记会商).

        :raises UserError: the case isn't accepted, or all have been asked
        """
        self._check_role("civil_social_org.group_clerk")
        for case in self:
            missing = case.kind_id.consult_ids - case.consultation_ids.consult_id
            if not missing:
                raise UserError(
                    self.env._(
                        "%(case)s: everybody has been asked already.",
                        case=case.display_name,
                    )
                )
            case.consultation_ids.create(
                [
                    {
                        "case_id": case.id,
                        "consult_id": body.id,
                        "body": body.body,
                        "question": body.question or body.body,
                    }
                    for body in missing
                ]
            ).action_send()
        return True

    def action_open_social_org(self):
        """Open the organization that the case is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.social.org",
            "res_id": self.social_org_id.id,
            "views": [(False, "form")],
        }
