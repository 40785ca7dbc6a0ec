"""What is written in the history stays as it was written."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from network.migrations import _history


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0013_hours_as_minutes'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='agreementhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0169d817f4ee9f31b28dbe5f598113a237cd47ed', operation='UPDATE', pgid='pgtrigger_append_only_4f884', table='network_agreementhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='abd4fc8f2096fb75bc68bbd36e6ca6a41004818b', operation='DELETE', pgid='pgtrigger_never_deleted_e8654', table='network_agreementhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bd31b51716e6c9fed452f04ad230d3e7038aa8f6', operation='UPDATE', pgid='pgtrigger_append_only_8c229', table='network_campaignhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d60e4bd028c3ac16116fc5b1684b3279096c44dc', operation='DELETE', pgid='pgtrigger_never_deleted_c04c0', table='network_campaignhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carrierhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d3f0a2b1755ec9738f77356aff02dee52a328cad', operation='UPDATE', pgid='pgtrigger_append_only_1d9f7', table='network_carrierhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carrierhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b0dd555eeeb1e179dab02ef1fabd8ed0acc163b5', operation='DELETE', pgid='pgtrigger_never_deleted_192cc', table='network_carrierhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0b50cdde04f1102f1d36ab135edc43e94cc027cc', operation='UPDATE', pgid='pgtrigger_append_only_823e7', table='network_citehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a21ad35b594bed5a9eeb1f18fce429da75ce76f3', operation='DELETE', pgid='pgtrigger_never_deleted_4061c', table='network_citehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closurehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='dfeacc9a782748d33b17ad8a33ab3c28069c83cb', operation='UPDATE', pgid='pgtrigger_append_only_b2f6e', table='network_closurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closurehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='559ffb8f88a4e7eaba7224ebd27f8565dafb8c36', operation='DELETE', pgid='pgtrigger_never_deleted_0f978', table='network_closurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drafthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='06d6b1c69af6672b300ed5e183cf1163c42b917b', operation='UPDATE', pgid='pgtrigger_append_only_6bffe', table='network_drafthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drafthistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='610b2e03ee9d42b67052073463c0bf1cbe583eb1', operation='DELETE', pgid='pgtrigger_never_deleted_10360', table='network_drafthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figurehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='be903d38901d8a5cab39c98e0a83c2a989c6e728', operation='UPDATE', pgid='pgtrigger_append_only_67a8e', table='network_figurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figurehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b077b9942ce09354582ffe979a75201879c994e3', operation='DELETE', pgid='pgtrigger_never_deleted_cfe62', table='network_figurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='96a248e06d6e88370eec4e7fdd5df2c75e42d064', operation='UPDATE', pgid='pgtrigger_append_only_a8f65', table='network_indicatorhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c93ae7804c9111dcb9a24b742c12f22037efa066', operation='DELETE', pgid='pgtrigger_never_deleted_b855e', table='network_indicatorhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labeldecisionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='374041a3695d78a758f6c0180618641bdb697798', operation='UPDATE', pgid='pgtrigger_append_only_b7ae3', table='network_labeldecisionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labeldecisionhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='eb23052c7630c3d6f6af625bca71bb071f454362', operation='DELETE', pgid='pgtrigger_never_deleted_98c2e', table='network_labeldecisionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9e265dae0a3975b72fefd34fce760f7753b08f24', operation='UPDATE', pgid='pgtrigger_append_only_cd3d3', table='network_milestonehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0b582eed290a41c8edcf42af6d96fb1e586c7c80', operation='DELETE', pgid='pgtrigger_never_deleted_6959f', table='network_milestonehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkfacthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3f6e584e7ec0f59564494f512e8c73c48b0c5813', operation='UPDATE', pgid='pgtrigger_append_only_b7667', table='network_networkfacthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkfacthistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='23170e1283627e2fe4225e096a8bef5a007b59e9', operation='DELETE', pgid='pgtrigger_never_deleted_5298e', table='network_networkfacthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkholidayhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9ece7fa9cf007b2edb964462c2351ab2710f369c', operation='UPDATE', pgid='pgtrigger_append_only_d6dd7', table='network_networkholidayhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkholidayhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c15e2d20fd2c33157b468d6fa9484b610ca0d606', operation='DELETE', pgid='pgtrigger_never_deleted_4489c', table='network_networkholidayhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d68882cfbf04801fa83503d81b9651f4c906ad73', operation='UPDATE', pgid='pgtrigger_append_only_f265d', table='network_partnerhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2137e4069103d749552cf16fa84c4756c3741534', operation='DELETE', pgid='pgtrigger_never_deleted_b1204', table='network_partnerhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c65e66f062399be1f12b53aa22fac1fc239a4099', operation='UPDATE', pgid='pgtrigger_append_only_b8c91', table='network_placehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='20f695121421cc24cc2956e2ceb0a396527371ac', operation='DELETE', pgid='pgtrigger_never_deleted_d5e88', table='network_placehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3233ccc8664463d10b77c549b9d06c02cdbb9542', operation='UPDATE', pgid='pgtrigger_append_only_c4cda', table='network_polehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='polehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='76475718da1c263d5c1bf86ab32a52a99a6df11a', operation='DELETE', pgid='pgtrigger_never_deleted_f5f0a', table='network_polehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigurehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='81cee772a9abd935396ab0eaf0f562e062e05860', operation='UPDATE', pgid='pgtrigger_append_only_80757', table='network_reportfigurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigurehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='28b093e59d6a27d930700e174cbf240ce45fd203', operation='DELETE', pgid='pgtrigger_never_deleted_65f76', table='network_reportfigurehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='79f6b70308ec334dbfcb6f0456dd9ad0c3be8f18', operation='UPDATE', pgid='pgtrigger_append_only_80c6f', table='network_reporthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporthistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0abe84bdf261a1aa6d371a441edbbceda0743e6c', operation='DELETE', pgid='pgtrigger_never_deleted_5280b', table='network_reporthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8e7621ad9833be6c71109272cb5d6f4503d3fd48', operation='UPDATE', pgid='pgtrigger_append_only_479de', table='network_seasonhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='245b21b823a56bcd229ddfafb1961660ee2ea0a5', operation='DELETE', pgid='pgtrigger_never_deleted_f32fc', table='network_seasonhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stayhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='08e3f3baca28b8b2f63723a0b3caa6d14b7e432d', operation='UPDATE', pgid='pgtrigger_append_only_e31a8', table='network_stayhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stayhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d17d2de11d8ce12322fdd1092ec2ed345ad3676f', operation='DELETE', pgid='pgtrigger_never_deleted_45080', table='network_stayhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9809e98ef6537662202dbc599d38ccba27cf79c7', operation='UPDATE', pgid='pgtrigger_append_only_3eec5', table='network_suggestionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestionhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='85e89134132de10a63d1bb984de34d38e12ebb94', operation='DELETE', pgid='pgtrigger_never_deleted_ca9da', table='network_suggestionhistory', when='BEFORE')),
        ),
        migrations.RunSQL(_history.CONTEXTS_STAY, _history.CONTEXTS_MAY_CHANGE),
    ]
