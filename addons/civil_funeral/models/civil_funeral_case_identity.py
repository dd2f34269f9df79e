from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_resident.tools.identity import mask, parse_identity


class CivilFuneralCaseIdentity(models.Model):
    """Whose death it is: numbers that few may read, the person on file, the fact."""

    _inherit = "civil.funeral.case"
    _protected_fields = {
        "identity_number": "identity_input",
        "certificate_number": "certificate_input",
        "host_identity": "host_input",
    }

    identity_number = fields.Char(
        string="Identity Number in the Clear",
        groups="civil_base.group_personal_data",
        index="btree_not_null",
        copy=False,
    )
    identity_input = fields.Char(
        string="Identity Number",
        compute="_compute_inputs",
        inverse="_inverse_identity_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    identity_masked = fields.Char(
        string="Masked Identity Number", compute="_compute_masked", compute_sudo=True
    )
    certificate_number = fields.Char(
        string="Certificate Code in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
        help="Since 2026-07-01 it is the identity number.",
    )
    certificate_input = fields.Char(
        string="Certificate Code", compute="_compute_inputs"
    )
    certificate_masked = fields.Char(
        string="Masked Certificate Code", compute="_compute_masked", compute_sudo=True
    )
    host_identity = fields.Char(
        string="Identity Number of the Host in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    host_input = fields.Char(
        string="Identity Number of the Host", compute="_compute_inputs"
    )
    host_masked = fields.Char(
        string="Masked Identity Number of the Host",
        compute="_compute_masked",
        compute_sudo=True,
    )
    resident_id = fields.Many2one(
        "civil.resident", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    death_id = fields.Many2one(
        "civil.death",
        string="Fact of Death",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="What stops the subsidies of the person, by the rule for the month.",
    )

    _open_number_uniq = models.UniqueIndex(
        "(identity_number) WHERE identity_number IS NOT NULL AND state != 'cancelled'",
        "There is already a funeral case for this identity number.",
    )

    def _compute_inputs(self):
        for name in self._protected_fields.values():
            self[name] = False

    def _inverse_identity_input(self):
        for case in self.filtered("identity_input"):
            # Open to people who may enter a number but not read it.
            case.sudo()._set_identity(clean_code(case.identity_input))

    @api.depends("identity_number", "certificate_number", "host_identity")
    def _compute_masked(self):
        for case in self:
            case.identity_masked = mask(case.identity_number)
            case.certificate_masked = mask(case.certificate_number)
            case.host_masked = mask(case.host_identity)

    def _set_identity(self, number):
        """Keep the number, with what it says and who is on file under it."""
        identity = self._check_identity(number)
        found = self.env["civil.resident"]._find_by_number(number)
        values = {"identity_number": number, "resident_id": found.id}
        values["birth_date"] = identity.birth_date
        values["sex"] = identity.sex
        self._write_guarded(values)

    @api.model
    def _check_identity(self, number):
        identity = parse_identity(number, fields.Date.context_today(self))
        if not identity.valid:
            raise ValidationError(
                self.env["civil.resident"]._identity_problem_text(identity.problem)
            )
        return identity

    @api.constrains("is_unknown", "identity_number")
    def _check_unknown(self):
        for case in self.sudo():
            if case.is_unknown and case.identity_number:
                raise ValidationError(
                    self.env._("An unknown body has no identity number.")
                )

    @api.onchange("identity_input")
    def _onchange_identity_input(self):
        """Fill in what the number and the file say, as it is typed."""
        number = clean_code(self.identity_input or "")
        identity = parse_identity(number, fields.Date.context_today(self))
        if not identity.valid:
            return
        self.birth_date, self.sex = identity.birth_date, identity.sex
        found = self.env["civil.resident"]._find_by_number(number)
        visible = found.with_env(self.env)._filtered_access("read")
        if visible:
            self.deceased_name = visible.name
            self.division_id = visible.division_id
            self.address = visible.address
