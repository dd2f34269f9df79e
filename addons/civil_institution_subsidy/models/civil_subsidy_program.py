from odoo import api, fields, models

CLAIM_KINDS = [
    ("operating", "Operating"),
    ("construction", "Construction"),
    ("award", "Award"),
]


class CivilSubsidyProgram(models.Model):
    """Programs that pay the approved claims of welfare institutions."""

    _inherit = "civil.subsidy.program"

    source = fields.Selection(
        selection_add=[("institution", "Claims of Welfare Institutions")],
        ondelete={"institution": "set default"},
    )
    claim_kind = fields.Selection(
        CLAIM_KINDS,
        string="What Institutions Claim",
        help="Operating: occupied beds of a month. Construction: instalments of new "
        "or rebuilt beds. Award: what is paid once for something achieved.",
    )
    coefficient_ids = fields.One2many(
        "civil.institution.coefficient", "program_id", string="Coefficients"
    )

    @api.constrains("claim_kind", "cycle")
    def _check_institution(self):
        self._check_fits()

    @api.onchange("source")
    def _onchange_institution(self):
        """What institutions claim is paid monthly, to them."""
        if self.source == "institution":
            self.cycle, self.payee_kind = "monthly", "institution"
            self.publicity = "none"
            self.claim_kind = self.claim_kind or "operating"

    @api.onchange("claim_kind")
    def _onchange_claim_kind(self):
        if self.source == "institution" and self.claim_kind:
            operating = self.claim_kind == "operating"
            self.amount_method = "bed_month" if operating else "individual"

    def _missing(self, day, total):
        """Also say what an operating subsidy lacks to come to an amount."""
        yield from super()._missing(day, total)
        if self.source == "institution" and self.claim_kind == "operating":
            kinds = set(self.coefficient_ids._on(day).mapped("kind"))
            labels = dict(
                self.coefficient_ids._fields["kind"]._description_selection(self.env)
            )
            if lacking := [labels[name] for name in labels if name not in kinds]:
                yield self.env._(
                    "No coefficient is in force for: %(names)s.",
                    names=", ".join(lacking),
                )

    def _settled_models(self):
        return {**super()._settled_models(), "institution": "civil.institution.claim"}

    def _misfit(self):
        if self.source != "institution":
            return super()._misfit()
        if not self.claim_kind:
            return self.env._("choose what the institutions claim.")
        methods = (
            ("bed_month", "bed_day")
            if self.claim_kind == "operating"
            else ("individual",)
        )
        if (
            self.amount_method not in methods
            or self.payee_kind != "institution"
            or self.cycle != "monthly"
        ):
            return self.env._(
                "claims of institutions are paid monthly to the institution; an "
                "operating subsidy by occupied beds, the others by what each claim "
                "comes to: choose that as cycle, payee and amount."
            )
        return super()._misfit()
