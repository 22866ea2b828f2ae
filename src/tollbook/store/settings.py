"""Django's settings for the store alone, without a database: the case that is opened decides on that.

``DJANGO_SETTINGS_MODULE=tollbook.store.settings django-admin makemigrations store`` writes a migration after a change
of the models; the type checker reads the models through this module too.
"""

INSTALLED_APPS = ["tollbook.store"]
USE_TZ = True
