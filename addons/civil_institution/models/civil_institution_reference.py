from odoo import api, models

from odoo.addons.civil_base.tools.door import Door

#: Lets code refer to what was found by other means than its id.
FOUND = Door("civil_institution_found")


class CivilInstitutionReference(models.AbstractModel):
    """Something that refers to people or stays that not everybody may read.

    Whoever sees a record sees the names of what it refers to. So only those refer to
    something by its id who may read it; staff of institutions would learn who is who
    by trying ids otherwise.
    """

    _name = "civil.institution.reference"
    _description = "Reference to a Person or Stay"

    #: The fields whose targets one must be allowed to read.
    _checked_references = ()

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse references to what the user may not read."""
        self._check_references(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse references to what the user may not read."""
        self._check_references([vals], default=False)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Refuse to tell of what the user may not read."""
        self._check_references([values])
        return super().onchange(values, field_names, fields_spec)

    def _check_references(self, vals_list, default=True):
        """Refuse references to what the user may not read.

        :param bool default: whether the context may give what the values lack
        :raises AccessError: the user may not read it
        """
        if self.env.su or FOUND.is_open(self):
            return
        for name in self._fields.keys() & set(self._checked_references):
            given = default and self.env.context.get(f"default_{name}")
            ids = {_id(vals.get(name, given)) for vals in vals_list} - {None, False}
            if ids:
                targets = self.env[self._fields[name].comodel_name]
                targets.browse(ids).check_access("read")


def _id(value):
    """Return the id that a value refers to; a form may name its parent's values."""
    return value.get("id") if isinstance(value, dict) else value
