from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilPartyMixin(models.AbstractModel):
    """A record about a person or an organization (当事人): never about both.

    Used by applicants, holders of licenses, parties of penalties. Whoever may
    read the record sees the party's name, even where the person or the
    organization belongs to another division.
    """

    _name = "civil.party.mixin"
    _description = "Record about a Party"

    party_type = fields.Selection(
        [("person", "Person"), ("organization", "Organization")],
        string="Kind of Party",
        default="organization",
        required=True,
    )
    resident_id = fields.Many2one(
        "civil.resident",
        string="Person",
        index="btree_not_null",
        ondelete="restrict",
    )
    organization_id = fields.Many2one(
        "civil.organization",
        index="btree_not_null",
        ondelete="restrict",
    )
    party_name = fields.Char(
        string="Party",
        compute="_compute_party_name",
        store=True,
        index="trigram",
        compute_sudo=True,
    )

    @api.depends("party_type", "resident_id.name", "organization_id.name")
    def _compute_party_name(self):
        for record in self:
            record.party_name = record._party().name or False

    def _party(self):
        """Return the party of the single record: a resident or an organization."""
        return self.resident_id if self.party_type == "person" else self.organization_id

    @api.onchange("party_type")
    def _onchange_party_type(self):
        if self.party_type == "person":
            self.organization_id = False
        else:
            self.resident_id = False

    @api.constrains("party_type", "resident_id", "organization_id")
    def _check_party(self):
        for record in self:
            person, organization = record.resident_id, record.organization_id
            if record.party_type == "person" and (not person or organization):
                raise ValidationError(
                    self.env._(
                        "The party is a person: choose the person, and no organization."
                    )
                )
            if record.party_type == "organization" and (person or not organization):
                raise ValidationError(
                    self.env._(
                        "The party is an organization: choose the organization, and "
                        "no person."
                    )
                )
