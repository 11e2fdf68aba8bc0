#!/usr/bin/python
#coding: utf-8
import urllib
import urllib2

HOST = 'sms.swissbox.example'
url = 'http://%s/%s' % (HOST, 'mobile/send/')
print "fetching %s" % url
values = {'mobileid' : '0796151049',
          'item' : 'Some blah message',
          'operator' : 'swisscom' }

data = urllib.urlencode(values)
req = urllib2.Request(url, data)
try:
    response = urllib2.urlopen(req)
except urllib2.HTTPError, e:
    print e.code
print response.read()
