from odoo import api, fields, models

#: States of beds that are in use.
IN_USE = ("occupied", "held")


class CivilInstitutionBeds(models.AbstractModel):
    """How many beds an institution was approved for, has set up, and uses."""

    _name = "civil.institution.beds"
    _description = "Beds of an Institution"

    beds_approved = fields.Integer(tracking=True)
    beds_nursing = fields.Integer(string="Nursing Beds", tracking=True)
    beds_dementia = fields.Integer(string="Beds in the Dementia Ward")
    beds_destitute = fields.Integer(
        string="Beds Kept for the Destitute", help="By the operator's contract or plan."
    )
    bed_ids = fields.One2many("civil.institution.bed", "institution_id", string="Beds")
    beds_set_up = fields.Integer(compute="_compute_beds")
    beds_in_use = fields.Integer(string="Beds in Use", compute="_compute_beds")
    beds_free = fields.Integer(string="Free Beds", compute="_compute_beds")

    _beds_check = models.Constraint(
        "CHECK (beds_approved >= 0 AND beds_nursing >= 0 AND beds_dementia >= 0"
        " AND beds_destitute >= 0)",
        "Beds can't be below 0.",
    )

    @api.depends("bed_ids.state")
    def _compute_beds(self):
        rows = self.env["civil.institution.bed"]._read_group(
            [("institution_id", "in", self.ids)],
            ["institution_id", "state"],
            ["__count"],
        )
        counts = {(home.id, state): count for home, state, count in rows}
        states = dict(self.env["civil.institution.bed"]._fields["state"].selection)
        for home in self:
            by_state = {state: counts.get((home.id, state), 0) for state in states}
            home.beds_set_up = sum(by_state.values())
            home.beds_in_use = sum(by_state[state] for state in IN_USE)
            home.beds_free = by_state["free"]

    def _admission_refusal(self):
        """Return why the single institution may take nobody in now, or False.

        A hook for addons that may stop admissions; whatever admits people asks it.
        """
        return False
