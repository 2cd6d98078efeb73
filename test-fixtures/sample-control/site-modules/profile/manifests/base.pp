# What every node of the sample has: a few files below its own directory, one of them built from fragments.
class profile::base (
  Stdlib::Absolutepath $root,
  String[1] $greeting,
  Array[Stdlib::Port] $ports,
) {
  file { [$root, "${root}/etc", "${root}/bin"]:
    ensure => directory,
  }

  concat { "${root}/etc/motd":
    ensure => present,
  }

  concat::fragment { 'greeting':
    target  => "${root}/etc/motd",
    content => "${greeting}\n",
    order   => '01',
  }

  concat::fragment { 'name':
    target  => "${root}/etc/motd",
    content => "This is ${trusted['certname']}.\n",
    order   => '02',
  }

  file { "${root}/etc/ports":
    ensure  => file,
    content => epp('profile/ports.epp', { 'ports' => unique($ports) }),
  }

  file { "${root}/bin/hello":
    ensure => file,
    mode   => '0755',
    source => 'puppet:///modules/profile/hello',
  }
}
