from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.text import clean_code

from ..tools.identity import mask, parse_certificate, parse_identity


class CivilResidentIdentity(models.Model):
    """What a resident's numbers say, and whether it fits what was typed."""

    _inherit = "civil.resident"

    identity_number = fields.Char(
        string="Identity Number in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    identity_input = fields.Char(
        string="Identity Number",
        compute="_compute_inputs",
        inverse="_inverse_identity_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    identity_masked = fields.Char(
        string="Masked Identity Number",
        compute="_compute_identity_masked",
        compute_sudo=True,
        help="The identity number with its middle hidden.",
    )
    identity_tail = fields.Char(
        string="Last Four Characters",
        compute="_compute_identity_tail",
        store=True,
        index=True,
    )
    identity_state = fields.Selection(
        [
            ("ok", "Fits"),
            ("missing", "No number"),
            ("invalid", "Invalid number"),
            ("mismatch", "Differs from what was typed"),
        ],
        compute="_compute_identity_state",
        store=True,
        string="Number Check",
    )
    identity_warning = fields.Text(
        compute="_compute_identity_warning", compute_sudo=True
    )
    disability_number = fields.Char(
        string="Disability Certificate in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    disability_input = fields.Char(
        string="Disability Certificate",
        compute="_compute_inputs",
        inverse="_inverse_disability_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    disability_masked = fields.Char(
        string="Masked Disability Certificate",
        compute="_compute_disability_masked",
        compute_sudo=True,
    )

    _identity_number_uniq = models.UniqueIndex(
        "(identity_number) WHERE merged_into_id IS NULL",
        "A resident with this identity number is already on file.",
    )

    # Together with the one above: whatever the planner believes, a number is looked
    # up and not searched for.
    _merged_number_idx = models.Index(
        "(identity_number) WHERE merged_into_id IS NOT NULL"
    )

    def _parse_identity(self):
        """The resident's number as ``tools.identity`` judges it today."""
        return parse_identity(
            self.identity_number or "", fields.Date.context_today(self)
        )

    @api.depends("identity_number")
    def _compute_birth_date(self):
        for resident in self:
            born = resident._parse_identity().birth_date
            resident.birth_date = born or resident.birth_date

    @api.depends("identity_number")
    def _compute_sex(self):
        for resident in self:
            resident.sex = resident._parse_identity().sex or resident.sex

    def _compute_inputs(self):
        self.identity_input = self.disability_input = False

    @api.depends("identity_number")
    def _compute_identity_masked(self):
        for resident in self:
            resident.identity_masked = mask(resident.identity_number)

    @api.depends("identity_number")
    def _compute_identity_tail(self):
        for resident in self:
            resident.identity_tail = (resident.identity_number or "")[-4:] or False

    @api.depends("disability_number")
    def _compute_disability_masked(self):
        for resident in self:
            resident.disability_masked = mask(resident.disability_number)

    @api.depends("identity_number", "birth_date", "sex")
    def _compute_identity_state(self):
        for resident in self:
            identity = resident._parse_identity()
            if identity.problem == "empty":
                resident.identity_state = "missing"
            elif not identity.valid:
                resident.identity_state = "invalid"
            elif (resident.birth_date, resident.sex) != identity[3:]:
                resident.identity_state = "mismatch"
            else:
                resident.identity_state = "ok"

    @api.depends(
        "identity_number",
        "birth_date",
        "sex",
        "disability_number",
        "disability_kind",
        "disability_grade",
    )
    @api.depends_context("lang")
    def _compute_identity_warning(self):
        for resident in self:
            sentences = [
                *resident._identity_conflicts(resident._parse_identity()),
                *resident._certificate_conflicts(),
            ]
            resident.identity_warning = "\n".join(sentences)

    def _identity_conflicts(self, identity):
        """Sentences on what is wrong with the number or differs from it."""
        if identity.problem:
            if identity.problem != "empty":
                yield self._identity_problem_text(identity.problem)
            return
        if self.birth_date and self.birth_date != identity.birth_date:
            yield self.env._(
                "The birth date differs from the one in the identity number."
            )
        if self.sex and self.sex != identity.sex:
            yield self.env._("The sex differs from the one in the identity number.")

    def _certificate_conflicts(self):
        """Sentences on where the disability certificate contradicts the record."""
        if not self.disability_number:
            return
        certificate = parse_certificate(self.disability_number)
        if not certificate.valid:
            yield self.env._(
                "The disability certificate number doesn't have 20 characters."
            )
            return
        if self.identity_number and certificate.holder != self.identity_number:
            yield self.env._(
                "The disability certificate is made out to another identity number."
            )
        if self.disability_kind and certificate.kind != self.disability_kind:
            yield self.env._(
                "The disability class differs from the one on the certificate."
            )
        if self.disability_grade and certificate.grade != self.disability_grade:
            yield self.env._(
                "The disability grade differs from the one on the certificate."
            )

    @api.model
    def _identity_problem_text(self, problem):
        """Sentence for a ``problem`` of ``tools.identity.parse_identity``."""
        return {
            "empty": self.env._("The identity number is missing."),
            "spreadsheet_number": self.env._(
                "The spreadsheet kept the identity number as a number, so its last "
                "digits are lost; keep the column as text and type it again."
            ),
            "first_generation": self.env._(
                "The identity number has 15 digits: numbers of the first generation "
                "are no longer accepted, enter the one with 18 characters."
            ),
            "length": self.env._("The identity number doesn't have 18 characters."),
            "characters": self.env._(
                "The identity number may hold digits only, and an X at its end."
            ),
            "date": self.env._("The birth date in the identity number doesn't exist."),
            "future": self.env._(
                "The birth date in the identity number lies in the future."
            ),
            "check": self.env._(
                "The check character of the identity number is wrong: a digit was "
                "mistyped."
            ),
        }[problem]

    def _inverse_identity_input(self):
        """Set the number for people who may enter it but not read it."""
        for resident in self.filtered("identity_input"):
            number = clean_code(resident.identity_input)
            identity = parse_identity(number, fields.Date.context_today(self))
            resident._check_number_free(number)
            # The clerk's right to write was checked; the number itself is
            # protected even from who types it.
            resident.sudo().write(
                {
                    "identity_number": number,
                    "birth_date": resident.birth_date or identity.birth_date,
                    "sex": resident.sex or identity.sex,
                }
            )

    def _inverse_disability_input(self):
        for resident in self.filtered("disability_input"):
            # As for the identity number.
            resident.sudo().disability_number = clean_code(resident.disability_input)

    def _check_number_free(self, number):
        """Refuse a number that somebody else has, naming who it is where allowed."""
        other = self._find_by_number(number) - self
        if not other:
            return
        raise ValidationError(self._taken_text(other))

    @api.model
    def _taken_text(self, other):
        """Sentence on who has the number already, as far as the user may know."""
        visible = other.with_user(self.env.user)
        if visible.has_access("read"):
            return self.env._(
                "%(name)s in %(division)s has this identity number already.",
                name=visible.name,
                division=visible.division_id.display_name,
            )
        return self.env._(
            "A resident outside your divisions has this identity number already; "
            "ask the bureau to move or merge the record."
        )

    @api.model
    def _find_by_number(self, number):
        """The resident with exactly this number, in whatever division (sudo)."""
        # Numbers are unique in the district, beyond what the user may see.
        return self.sudo().search(
            [("identity_number", "=", number), ("merged_into_id", "=", False)], limit=1
        )

    @api.onchange("identity_input")
    def _onchange_identity_input(self):
        """Fill birth date and sex from the number as it is typed."""
        if not self.identity_input:
            return None
        number = clean_code(self.identity_input)
        identity = parse_identity(number, fields.Date.context_today(self))
        if not identity.valid:
            return self._warning(self._identity_problem_text(identity.problem))
        conflicts = list(self._identity_conflicts(identity))
        self.birth_date, self.sex = identity.birth_date, identity.sex
        other = self._find_by_number(number) - self._origin
        if other:
            conflicts.append(self._taken_text(other))
        return self._warning("\n".join(conflicts)) if conflicts else None

    @api.onchange("birth_date", "sex")
    def _onchange_birth_date(self):
        """Warn at once where what is typed contradicts the number."""
        number = self.identity_input or self._origin.sudo().identity_number
        if not number:
            return None
        identity = parse_identity(number, fields.Date.context_today(self))
        conflicts = "\n".join(self._identity_conflicts(identity))
        return self._warning(conflicts) if identity.valid and conflicts else None

    def _warning(self, message):
        return {
            "warning": {
                "title": self.env._("Please check the identity number"),
                "message": message,
                "type": "notification",
            }
        }
