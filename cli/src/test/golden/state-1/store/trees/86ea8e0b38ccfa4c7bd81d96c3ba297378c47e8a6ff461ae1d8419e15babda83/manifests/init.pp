class motd { file { '/tmp/stringless-golden/motd': ensure => file, content => 'x' } }
