from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_institution.tools.roles import CLERK, HEAD, HOME

KINDS = [
    ("trial", "Trial Agreement"),
    ("service", "Service Agreement"),
    ("supplement", "Supplementary Agreement"),
]
_OPEN_PREFIXES = ("message_", "activity_")


class CivilInstitutionAgreement(models.Model):
    """An agreement between institution, resident and emergency contact (服务协议).

    Signed by all three before somebody moves in; what was signed doesn't change, a
    supplementary agreement adds to it.

    Source: 《养老机构管理办法》（民政部令第66号） art. 16.
    """

    _name = "civil.institution.agreement"
    _description = "Service Agreement"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.institution.agreement.terms",
        "civil.document.printed.mixin",
        "mail.thread",
    ]
    _order = "date_from desc, id desc"
    _transitions = (
        Transition("draft", "signed", (CLERK, HOME), guard="_guard_sign"),
        Transition("signed", "ended", (CLERK, HOME)),
        Transition("draft", "voided", (CLERK, HOME)),
        Transition("signed", "voided", HEAD, name="void"),
    )

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    person_name = fields.Char(related="stay_id.person_name")
    kind = fields.Selection(KINDS, required=True, default="service", tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signed", "Signed"),
            ("ended", "Ended"),
            ("voided", "Voided"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_until = fields.Date(string="Through", help="The last day.")
    level_id = fields.Many2one(
        "civil.institution.care.level", string="Care Level", ondelete="restrict"
    )
    place = fields.Char(help="Where the service is given: address, room, bed.")
    notified_on = fields.Date(
        string="Notice Given on",
        help="When the person or the agent was told of a change.",
    )
    institution_signer = fields.Char(string="Signed for the Institution")
    person_signer = fields.Char(string="Signed by the Person or Agent")
    contact_signer = fields.Char(string="Signed by the Emergency Contact")
    signed_on = fields.Date(copy=False)

    _days_in_order = models.Constraint(
        "CHECK (date_until >= date_from)", "An agreement can't end before it begins."
    )

    @api.depends("kind", "stay_id.person_name")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            parts = (labels.get(one.kind), one.stay_id.person_name)
            one.display_name = " ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        """Begin with the wording of the institution and what the stay says."""
        wordings = self.env["civil.institution.agreement.wording"]
        filled = []
        for vals in vals_list:
            stay = self.env["civil.institution.stay"].browse(vals.get("stay_id"))
            kind = vals.get("kind") or "service"
            terms = wordings._terms(kind, stay.institution_id)
            terms["place"] = stay.sudo().institution_id.address
            # Screens send what wasn't filled in, too.
            given = {k: v for k, v in vals.items() if v or k not in terms}
            filled.append({**terms, **given})
        return super().create(filled)

    def write(self, vals):
        """Keep what was signed."""
        changed = {
            name
            for name in vals
            if name in self._fields and not name.startswith(_OPEN_PREFIXES)
        }
        if changed and not self._has_pass(vals):
            for one in self.filtered(lambda agreement: agreement.state != "draft"):
                raise UserError(
                    self.env._(
                        "%(agreement)s is %(state)s and stays as it is; make a "
                        "supplementary agreement.",
                        agreement=one.display_name,
                        state=one._state_label(),
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        self._refuse_reasons(
            {
                one: one.state != "draft" and self.env._("it is no draft any more")
                for one in self
            }
        )

    def _guard_sign(self):
        names = [
            "institution_signer",
            "person_signer",
            "contact_signer",
            "signed_on",
            "date_until",
            "place",
            "service_terms",
            "payment_terms",
            "change_terms",
            "stop_terms",
            "liability_terms",
        ]
        if self.kind != "trial":
            names.append("level_id")
        if self.kind == "supplement":
            names = ["person_signer", "institution_signer", "signed_on", "level_id"]
            names.append("notified_on")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in names
            if not self[name]
        ]
        if missing:
            return self.env._("missing: %(names)s", names="、".join(missing))
        if self.signed_on > fields.Date.context_today(self):
            return self.env._("the day of signing lies in the future")
        if self.notified_on and self.notified_on > self.signed_on:
            return self.env._("the notice comes before the signatures")
        return False

    def _write_state(self, step):
        """Let what waits with the stays follow."""
        result = super()._write_state(step)
        self.stay_id._sync_todos()
        return result

    def action_sign(self):
        """Note that all have signed (签订)."""
        self._transition("signed")

    def action_end(self):
        """Note that the agreements have ended."""
        self._transition("ended")

    def action_void(self):
        """Put drafts away."""
        self._transition("voided")

    def action_print(self):
        """Issue the agreement as PDF once, and open it."""
        self.ensure_one()
        self.check_access("write")
        paper = self._issue_document(f"institution.agreement.{self.kind}")
        return self._open_paper(paper)

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "person": self.stay_id.person_name,
            "addressee": False,
            "organ": self.sudo().institution_id.name,
        }

    def _term_label(self, name):
        """Return what a term is called, as papers have it."""
        mine = self.with_context(lang=self.env["civil.paper"]._language())
        return self._fields[name]._description_string(mine.env)
