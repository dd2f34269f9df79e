from odoo.tools import SQL

PROGRAMS = ("program_operating", "program_construction", "program_award")


def uninstall_hook(env):
    """Take claims and programs along; a program that paid something stays, unused.

    Claims aren't deleted by people, so they go past the application.
    """
    env.flush_all()
    for table in ("civil_institution_claim", "civil_institution_construction"):
        env.execute_query(SQL("DELETE FROM %s RETURNING id", SQL.identifier(table)))
    env.invalidate_all()
    for name in PROGRAMS:
        program = env.ref(f"civil_institution_subsidy.{name}", raise_if_not_found=False)
        if program and not program.batch_ids:
            program.standard_ids.unlink()
            program.unlink()
        elif program:
            program.active = False
